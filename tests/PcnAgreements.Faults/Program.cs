using System.Globalization;
using PcnAgreements.Faults;
using PcnAgreements.Faults.Arenas;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Asked.Read(args) is not { } asked)
{
    Console.Error.WriteLine(Asked.Usage);
    return 2;
}

var setting = new Setting(asked.Checkout, asked.Service, asked.Folder);
return asked.What switch
{
    _ => await new Rounds(setting, asked).Run(),
};
