using System.Globalization;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Demo;
using PcnAgreements.Api.Routes;
using PcnAgreements.Store;
using PcnAgreements.Store.Schema;

namespace PcnAgreements.Api.Host;

/// <summary>The service from start to end. What is missing or wrong in the settings is said in one sentence that names the setting.</summary>
public static class Service
{
    /// <summary>Runs until told to stop; 0 when it ended well, 1 when it could not start.</summary>
    public static async Task<int> Run(string[] args, IEngine engine)
    {
        try
        {
            await using var app = await Build(args, engine);
            await app.RunAsync();
            return 0;
        }
        catch (Exception fault) when (fault is SettingException or SchemaException)
        {
            await Console.Error.WriteLineAsync($"The service cannot start: {fault.Message}");
            return 1;
        }
    }

    /// <summary>The service, its database migrated, opened and (when it was empty, in Development) seeded, ready to be run.</summary>
    /// <exception cref="SettingException">A setting is missing or wrong; the message names it.</exception>
    public static async Task<WebApplication> Build(string[] args, IEngine engine)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        await builder.AddPcnAgreements(engine);
        var app = builder.Build();
        // Whoever resolved it disposes it: without this nobody would write what is waiting, and let go of the database, at the end.
        app.Services.GetRequiredService<PostgresStore>();
        app.UsePcnAgreements();
        Contents.Map(app);
        app.Services.GetRequiredService<LogClock>().Learn((await app.Services.GetRequiredService<ILog>().ReadVersions([], CancellationToken.None)).Now);
        await app.Services.GetRequiredService<TokenKeys>().Prepare(CancellationToken.None);
        await app.Services.GetRequiredService<DemoSeed>().Sow(CancellationToken.None);
        return app;
    }
}
