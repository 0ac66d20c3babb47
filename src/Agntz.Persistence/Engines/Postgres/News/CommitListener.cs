using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres.News;

/// <summary>
/// Hears to which runs other processes have committed, on a connection of its own that is made anew when it breaks. What
/// may have been missed meanwhile is looked for.
/// </summary>
internal sealed partial class CommitListener(
    PostgresSources sources, RunSignals signals, ProcessTag tag, IOptions<StorageOptions> options, TimeProvider clock,
    ILogger<CommitListener> logger) : BackgroundService
{
    private static readonly TimeSpan Backoff = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wasListening = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!wasListening)
                {
                    await Task.Delay(Backoff, clock, stoppingToken);
                }

                // A pooler gives the connection that listens to somebody else; then whoever follows a run looks by itself.
                await sources.LookAsync(stoppingToken);
                if (sources.IsPooled && options.Value.Listen is null)
                {
                    return;
                }

                wasListening = false;
                await using var connection = await sources.Dedicated.OpenConnectionAsync(stoppingToken);
                connection.Notification += (_, told) => Hear(told.Payload);
                await using (var listen = new NpgsqlCommand($"LISTEN {CommitNews.Channel}", connection))
                {
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                }

                wasListening = true;
                LogListening();
                signals.Doubts.Raise(WakeReasons.Changed);
                while (true)
                {
                    await connection.WaitAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogLost(failure);
            }
        }
    }

    private void Hear(string payload)
    {
        var news = CommitNews.Decode(payload);
        if (news?.Process == tag.Value)
        {
            return;
        }

        if (news?.Runs is not { } runs)
        {
            signals.Doubts.Raise(WakeReasons.Changed);
            return;
        }

        foreach (var run in runs)
        {
            signals.Hear(run);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Listening to the commits of other processes")]
    private partial void LogListening();

    [LoggerMessage(LogLevel.Warning, "The connection that hears of commits elsewhere was lost; making another")]
    private partial void LogLost(Exception failure);
}
