using System.Globalization;
using PcnAgreements.Faults;
using PcnAgreements.Faults.Arenas;
using PcnAgreements.Faults.Mutants;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Asked.Read(args) is not { } asked)
{
    Console.Error.WriteLine(Asked.Usage);
    return 2;
}

var setting = new Setting(asked.Checkout, asked.Service, asked.Folder);
return asked.What switch
{
    "mutants" => await new Hunt(setting, asked).Run(),
    _ => await new Rounds(setting, asked).Run(),
};
