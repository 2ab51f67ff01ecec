using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Demo;
using PcnAgreements.Api.Organisations;
using PcnAgreements.Api.Proofs;
using PcnAgreements.Api.Routes;
using PcnAgreements.Store;
using PcnAgreements.Store.Schema;

namespace PcnAgreements.Api.Host;

/// <summary>
/// The service from start to end. What is missing or wrong in the settings is said in one sentence that names the setting.
/// </summary>
public static class Service
{
    /// <summary>
    /// Runs until told to stop; or, with <c>rebuild</c> as the first argument, makes the views anew, with <c>log</c> sees to the proof log,
    /// and ends. 0 when it ended well, 1 when it could not start.
    /// </summary>
    public static async Task<int> Run(string[] args, IEngine engine)
    {
        try
        {
            if (args is ["rebuild", .. var settings]) return await Rebuild(settings);
            if (args is ["log", .. var words]) return await LogCommand.Run(words, engine);
            await using var app = await Build(args, engine);
            await app.RunAsync();
            return 0;
        }
        catch (Exception fault) when (fault is SettingException or SchemaException or NpgsqlException)
        {
            var what = args switch
            {
                ["rebuild", ..] => "The views cannot be made anew",
                ["log", ..] => "Nothing was done to the log",
                _ => "The service cannot start",
            };
            await Console.Error.WriteLineAsync($"{what}: {fault.Message}");
            return 1;
        }
    }

    private static async Task<int> Rebuild(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var began = Stopwatch.GetTimestamp();
        var events = await PostgresStore.Rebuild(
            Settings.StoreOf(builder.Configuration), NullLoggerFactory.Instance, CancellationToken.None);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Every view was made anew from {events} events in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s."));
        return 0;
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
        // Should the database go away again meanwhile.
        return await DatabaseWait.For(
            () => Prepare(app), app.Services.GetRequiredService<ILogger<PostgresStore>>(), CancellationToken.None);
    }

    private static async Task<WebApplication> Prepare(WebApplication app)
    {
        var clock = app.Services.GetRequiredService<LogClock>();
        var asked = clock.Asking();
        clock.Learn((await app.Services.GetRequiredService<ILog>().ReadVersions([], CancellationToken.None)).Now, asked);
        await app.Services.GetRequiredService<TokenKeys>().Prepare(CancellationToken.None);
        await app.Services.GetRequiredService<LogStart>().Prepare(CancellationToken.None);
        await app.Services.GetRequiredService<DemoSeed>().Sow(CancellationToken.None);
        await app.Services.GetRequiredService<LeftAuthorities>().End(CancellationToken.None);
        return app;
    }
}
