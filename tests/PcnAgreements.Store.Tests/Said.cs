#if CRITTERSTACK
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PcnAgreements.Store.Tests;

/// <summary>All that was said to any log, with what went wrong.</summary>
internal sealed class Said : ILoggerFactory, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) { }

    public void Dispose() { }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel level, EventId id, TState state, Exception? fault, Func<TState, Exception?, string> format) =>
        Lines.Enqueue($"{format(state, fault)} {fault}");
}
#endif
