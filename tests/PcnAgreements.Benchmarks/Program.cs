using PcnAgreements.Benchmarks;

// appends CONNECTION [SECONDS]   appends a second through the store, and by raw Npgsql, at 1, 16 and 64 at once
// rebuild CONNECTION [EVENTS]    how fast the views are made anew
// CONNECTION is a superuser's: each run makes a database of its own and drops it.
return args switch
{
    ["appends", var server, .. var rest] => await Appends.Run(server, rest is [var s] ? int.Parse(s) : 5),
    ["migrate", var server] => await Scratch.Migrate(server),
    ["rebuild", var server, .. var rest] => await Rebuilds.Run(server, rest is [var n] ? int.Parse(n) : 100_000),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("appends CONNECTION [SECONDS] | rebuild CONNECTION [EVENTS]");
    return 2;
}
