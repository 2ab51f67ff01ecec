using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using PcnAgreements.Api.Access;
using PcnAgreements.Api.Commands;
using PcnAgreements.Api.Demo;
using PcnAgreements.Api.Http;
using PcnAgreements.Api.Observability;
using PcnAgreements.Api.OpenApi;
using PcnAgreements.Api.Organisations;
using PcnAgreements.Api.Proofs;
using PcnAgreements.Api.Questions;
using PcnAgreements.Api.Routes;
using PcnAgreements.Api.Templates;
using PcnAgreements.Store;
using PcnAgreements.Store.Facts;
using PcnAgreements.Store.Views;

namespace PcnAgreements.Api.Host;

/// <summary>How the service is put together, on whichever engine it is given.</summary>
internal static class Composition
{
    public static async Task AddPcnAgreements(this WebApplicationBuilder builder, IEngine engine)
    {
        var settings = Settings.Read(builder.Configuration, builder.Environment);
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Body.FileLimit + 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 1_024, gracePeriod: TimeSpan.FromSeconds(5));
            // What is written counts in advance: at the server's own rate a large answer could be left unread for hours.
            kestrel.Limits.MinResponseDataRate = new(bytesPerSecond: 16 * 1_024, gracePeriod: TimeSpan.FromSeconds(10));
            kestrel.Limits.MaxConcurrentConnections = kestrel.Limits.MaxConcurrentUpgradedConnections = 10_000;
        });
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = Listen);
        Loopback.Require(builder, settings.Tokens);

        // Kept open: the engine logs with it as long as it runs.
        var logs = LoggerFactory.Create(l => AddConsole(l.AddConfiguration(builder.Configuration.GetSection("Logging")), builder));
        var store = await DatabaseWait.For(
            () => PostgresStore.Open(settings.Store, engine, logs, CancellationToken.None), logs.CreateLogger<PostgresStore>(),
            CancellationToken.None);

        services.AddSingleton(engine).AddSingleton(settings).AddSingleton(settings.Tokens).AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => store).AddSingleton(store.Log).AddSingleton(store.People)
            .AddSingleton(store.Followers).AddSingleton(new ServiceFacts(store.Source));
        services.AddSingleton(s => new StateCache(store.Log) { Lost = s.GetRequiredService<NameBook>().Forget });
        services.AddSingleton<LogClock>().AddSingleton<PeopleLookup>().AddSingleton<Attempt>().AddSingleton<CommandLoop>();
        services.AddSingleton<NameBook>().AddSingleton<Reading>().AddSingleton<Answering>().AddSingleton<CommandEndpoint>()
            .AddSingleton<KeptJson>().AddSingleton<ReadEndpoint>().AddSingleton<QuestionEndpoint>();
        services.AddSingleton(new OrganisationList(store.Source)).AddSingleton<OrganisationQuestions>()
            .AddSingleton<LeftAuthorities>();
        services.AddSingleton(new TemplateList(store.Source)).AddSingleton<TemplateQuestions>().AddBodyShapes();
        services.AddQuestions(store.Source);
        services.AddProofLog(store, settings.Log);
        services.AddSingleton(new OperatorList(settings.Operators)).AddSingleton<Callers>().AddSingleton<KnownTokens>()
            .AddSingleton<IssuerKeys>();
        services.AddSingleton<DevelopmentIssuer>().AddSingleton<TokenKeys>().AddSingleton<DemoSeed>();
        services.AddExceptionHandler<Faults>();
        services.AddSingleton<Readiness>().AddTelemetry(builder.Configuration);
        if (!builder.Environment.IsDevelopment()) AddConsole(builder.Logging.ClearProviders(), builder);
        services.AddHostedService<DueWorker>().AddHostedService<LeftSweep>();
        services.AddOpenApiDocument();
        AddTokens(services, settings.Tokens);
        AddRateLimit(services, settings.RequestsPerMinute);
        // The contract has 404 and 403 come before 415; routing by itself would answer 415 before anybody is asked.
        services.AddRouting()
            .Remove(services.Single(s => s.ServiceType == typeof(MatcherPolicy) && s.ImplementationType?.Name == "AcceptsMatcherPolicy"));
        services.Configure<RouteOptions>(routes => routes.SuppressCheckForUnhandledSecurityMetadata = true);
    }

    public static void UsePcnAgreements(this WebApplication app)
    {
        app.UseMiddleware<RequestLog>();
        app.UseExceptionHandler(_ => { });
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<Unmatched>();
        app.Use(HeadIsGetWithoutBody);
        // Before the gate, so that log, metrics and spans name the route of what it refuses; routing itself answers nothing.
        app.UseRouting();
        app.UseMiddleware<Gate>();
        app.UseRateLimiter();
        app.UseMiddleware<Crowding>();
    }

    private static ILoggingBuilder AddConsole(ILoggingBuilder logging, WebApplicationBuilder builder) =>
        builder.Environment.IsDevelopment()
        ? logging.AddSimpleConsole()
        : logging.AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });

    // What the system holds for somebody who does not read has a bound too, and counts as written.
    private static Socket Listen(EndPoint at)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(at);
        if (at is IPEndPoint) socket.SendBufferSize = 128 * 1_024;
        return socket;
    }

    /// <summary>
    /// What GET would answer; the server itself sends no body then. Not for the stream, whose headers would come with no end.
    /// </summary>
    private static Task HeadIsGetWithoutBody(HttpContext http, RequestDelegate next)
    {
        if (HttpMethods.IsHead(http.Request.Method) && !Crowding.IsStream(http)) http.Request.Method = HttpMethods.Get;
        return next(http);
    }

    private static void AddTokens(IServiceCollection services, TokenSettings tokens)
    {
        // Without a default scheme the framework does not check each token of its own accord: the gate does, and remembers.
        AppContext.SetSwitch("Microsoft.AspNetCore.Authentication.SuppressAutoDefaultScheme", true);
        services.AddAuthentication().AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<DevelopmentIssuer>((options, development) =>
        {
            options.MapInboundClaims = false;
            options.Authority = tokens.Authority;
            options.RequireHttpsMetadata = tokens.Authority?.StartsWith("https:", StringComparison.Ordinal) ?? false;
            options.TokenValidationParameters = new()
            {
                ValidAudience = tokens.Audience, ValidateAudience = true, ValidateLifetime = true, RequireExpirationTime = true,
                RequireSignedTokens = true, ClockSkew = TimeSpan.FromSeconds(30), NameClaimType = "name",
            };
            if (!tokens.IsDevelopment) return;
            options.TokenValidationParameters.ValidIssuer = TokenSettings.DevelopmentIssuer;
            options.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, _, _) => development.Keys;
        });
    }

    private static void AddRateLimit(IServiceCollection services, int? perMinute) => services.AddRateLimiter(limiter =>
    {
        limiter.OnRejected = async (rejected, _) => await Problem.RateLimited(
            rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? (int)Math.Ceiling(wait.TotalSeconds) : 1)
                .Write(rejected.HttpContext);
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
            http => perMinute is { } most && http.Items[typeof(Caller)] is Caller caller
            ? RateLimitPartition.GetTokenBucketLimiter(caller.Subject, _ => Bucket(most))
            : RateLimitPartition.GetNoLimiter(""));
    });

    /// <summary>A minute's worth at once, and from then on exactly as many a minute, each as soon as its time has come.</summary>
    internal static TokenBucketRateLimiterOptions Bucket(int perMinute) => new()
    {
        TokenLimit = perMinute, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromMinutes(1.0 / perMinute),
    };
}
