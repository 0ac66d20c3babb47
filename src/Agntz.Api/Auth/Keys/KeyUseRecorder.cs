using Agntz.Api.Workers;
using Agntz.Domain.Owners;

namespace Agntz.Api.Auth.Keys;

/// <summary>
/// Keeps when keys were used last, once a minute for all that were. What a crash loses is a minute of it.
/// </summary>
internal sealed partial class KeyUseRecorder(
    KeyUses uses, IApiKeyStore keys, TimeProvider clock, ILogger<KeyUseRecorder> logger)
    : PeriodicWork(TimeSpan.FromMinutes(1), clock)
{
    internal override async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        if (uses.Take() is { Count: > 0 } taken)
        {
            await keys.NoteUsesAsync(taken, cancellationToken);
        }
    }

    protected override void LogFailure(Exception failure) => LogNotNoted(failure);

    [LoggerMessage(LogLevel.Warning, "When keys were used last could not be noted")]
    private partial void LogNotNoted(Exception failure);
}
