using Agntz.Domain.Runs;
using Agntz.Domain.Streams;

namespace Agntz.Api.Runs;

/// <summary>A run that was created for a request that waits for it.</summary>
/// <param name="Run">The run as it began.</param>
/// <param name="Kept">Its log, where nothing of it is stored; to be disposed with the request. Null where it is.</param>
internal sealed record StartedRun(Run Run, KeptLog? Kept) : IDisposable
{
    public void Dispose() => Kept?.Dispose();
}
