using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using PcnAgreements.Benchmarks.Surroundings;

namespace PcnAgreements.Faults.Arenas;

/// <summary>
/// One instance of the service as a process, with a line of its own to Postgres. When it ends, however that comes, it is started again on
/// the same port, as a service manager would.
/// </summary>
internal sealed class Instance : IAsyncDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);
    private readonly ProcessStartInfo start;
    private readonly string log;
    private readonly string clock;
    private readonly CancellationTokenSource over = new();
    private readonly SocketsHttpHandler handler = new()
    {
        PooledConnectionLifetime = Timeout.InfiniteTimeSpan, ConnectTimeout = TimeSpan.FromSeconds(2)
    };
    private readonly ConcurrentQueue<string> said = [];
    private Task keeper = Task.CompletedTask;
    private volatile TaskCompletionSource? held;
    private volatile bool isHeld;
    private Process? process;

    public Instance(
        int number, string service, Database database, string folder, string? shim, IReadOnlyDictionary<string, string> settings)
    {
        Number = number;
        Line = new(new NpgsqlConnectionStringBuilder(database.App).Port);
        Port = RunningService.FreePort();
        start = RunningService.ToStart(service, Port, new(Over(database.App), database.Owner));
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["DATA_DIR"] = folder;
        foreach (var (name, value) in settings) start.Environment[name] = value;
        (log, clock) = (Path.Combine(folder, $"instance-{number}.log"), Path.Combine(folder, $"clock-{number}"));
        File.WriteAllText(clock, "0");
        if (shim is not null) (start.Environment["LD_PRELOAD"], start.Environment["PCN_CLOCK"]) = (shim, clock);
        Http = new(handler) { BaseAddress = new($"http://127.0.0.1:{Port}"), Timeout = Timeout.InfiniteTimeSpan };
    }

    public int Number { get; }

    public int Port { get; }

    /// <summary>Its line to Postgres, which can be cut and can lie.</summary>
    public Line Line { get; }

    public HttpClient Http { get; }

    /// <summary>
    /// Whether a load balancer would send it requests: it has answered that it is ready and has not been taken out since.
    /// </summary>
    public bool InRotation { get; set; } = true;

    /// <summary>How often it was started.</summary>
    public int Starts { get; private set; }

    /// <summary>The process; null while it is not up.</summary>
    public int? ProcessId => process is { HasExited: false } up ? up.Id : null;

    /// <summary>Begins to run it, again and again.</summary>
    public void Begin() => keeper = Task.Run(Keep);

    /// <summary>Returns once it says that it is ready.</summary>
    public Task UntilReady(TimeSpan patience) => Until("/health/ready", patience);

    /// <summary>Returns once it answers at all, ready or not.</summary>
    public Task UntilItAnswers(TimeSpan patience) => Until("/health/live", patience);

    /// <summary>Whether it says that it is ready.</summary>
    public Task<bool> IsReady() => Answers("/health/ready");

    /// <summary>Ends it as <c>kill -9</c> does, and keeps it from being started again until <see cref="Release"/>.</summary>
    public async Task Hold()
    {
        held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        for (; !isHeld; await Task.Delay(10)) Kill();
    }

    /// <summary>Lets it be started again.</summary>
    public void Release() => held?.TrySetResult();

    public void Kill() => Send(Signals.Kill);

    public void Terminate() => Send(Signals.Terminate);

    public void Stop() => Send(Signals.Stop);

    public void Continue() => Send(Signals.Continue);

    /// <summary>Sets its wall clock off by so much. Without the shim nothing happens.</summary>
    public void SetClockOff(TimeSpan by) => File.WriteAllText(clock, $"{(long)by.TotalSeconds}");

    /// <summary>The memory it holds, in bytes; 0 while it is not up.</summary>
    public long Memory()
    {
        process?.Refresh();
        return ProcessId is null ? 0 : process!.WorkingSet64;
    }

    /// <summary>The last lines it wrote.</summary>
    public string Said => string.Join('\n', said.TakeLast(40));

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        Continue();
        Kill();
        await keeper;
        await Line.DisposeAsync();
        Http.Dispose();
        handler.Dispose();
    }

    private async Task Until(string path, TimeSpan patience)
    {
        for (var since = Stopwatch.StartNew(); !await Answers(path); await Task.Delay(20))
        {
            if (since.Elapsed > patience) throw new TimeoutException($"Instance {Number} does not answer {path} by {patience}: {Said}");
        }
    }

    private async Task<bool> Answers(string path)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        try
        {
            using var answer = await Http.GetAsync(path, patience.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task Keep()
    {
        await using var file = new StreamWriter(log, append: true) { AutoFlush = true };
        while (!over.IsCancellationRequested)
        {
            if (held is { } hold)
            {
                isHeld = true;
                await hold.Task.WaitAsync(over.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                (held, isHeld) = (null, false);
                continue;
            }

            using var up = Surviving.Start(start);
            if (up is null) return;
            process = up;
            Starts++;
            up.OutputDataReceived += Hear;
            up.ErrorDataReceived += Hear;
            up.BeginOutputReadLine();
            up.BeginErrorReadLine();
            await up.WaitForExitAsync();
            process = null;
            Surviving.Forget(up);
            await Task.Delay(Again, over.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        void Hear(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is not { } text) return;
            said.Enqueue(text);
            if (said.Count > 200) said.TryDequeue(out _);
            lock (file) file.WriteLine(text);
        }
    }

    private void Send(Action<int> signal)
    {
        if (ProcessId is { } up) signal(up);
    }

    private string Over(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = Line.Port }.ConnectionString;
}
