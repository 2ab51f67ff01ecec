using System.Diagnostics;
using Xunit;

namespace PcnAgreements.Api.Tests.Processes;

/// <summary>Waits for what another process does; not for ever.</summary>
internal static class Wait
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Returns once it is so.</summary>
    public static async Task Until(Func<Task<bool>> isSo)
    {
        var since = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (since.Elapsed > Longest) throw new TimeoutException("What was waited for did not happen within two minutes.");
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }
}
