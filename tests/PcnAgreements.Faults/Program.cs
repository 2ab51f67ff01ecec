using System.Globalization;
using PcnAgreements.Faults;
using PcnAgreements.Faults.Arenas;
using PcnAgreements.Faults.Loads;
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
    "overload" => await new Overload(setting).Run(),
    "kills" => await Watched(Meanwhile.KillsApart, 5, _ => true),
    "rolling" => await Watched(Meanwhile.RollingRestarts, 1, outcome => outcome.Rolling.Says(outcome.History)),
    "soak" => await Watched(Meanwhile.Nothing, 30, outcome => outcome.Soak.Says(outcome.History)),
    _ => await new Rounds(setting, asked).Run(),
};

// One long round in which at most one thing is done at a time, and a question about it afterwards.
async Task<int> Watched(Meanwhile meanwhile, double minutes, Func<Outcome, bool> isWell)
{
    var outcome = await new Round(setting, new(asked.Seed, TimeSpan.FromMinutes(asked.Minutes ?? minutes)) { Meanwhile = meanwhile }).Run();
    var report = new Report();
    report.Add(outcome);
    report.Close();
    return isWell(outcome) && outcome.Findings.Count == 0 ? 0 : 1;
}
