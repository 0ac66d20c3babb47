using Agntz.Domain.Owners;
using Agntz.Domain.Paging;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Testing.Execution;

namespace Agntz.Api.Tests.Traces;

/// <summary>Traces of which the first spans can be read, and then the database is away.</summary>
internal sealed class BrokenTraces : ITraceReader
{
    public Task<Trace?> OpenAsync(Owner owner, RunId id, string? kind, CancellationToken cancellationToken) =>
        Task.FromResult<Trace?>(new Trace(
            new TraceSummary
            {
                Owner = owner,
                Id = id,
                IsRun = true,
                RootName = "a",
                StartedAt = DateTimeOffset.UnixEpoch,
                Status = SpanStatus.Ok,
                SpanCount = 1000,
                TotalTokens = 0,
            },
            ReadAsync()));

    public Task<IReadOnlyList<Span>> ReadUnfinishedAsync(Owner owner, RunId id, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Span>>([]);

    public Task<Page<TraceSummary>> ListAsync(Owner owner, TraceQuery query, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private static async IAsyncEnumerable<Span> ReadAsync()
    {
        for (var number = 1; number <= 100; number++)
        {
            await Task.Yield();
            yield return new Span
            {
                Id = new SpanId((ulong)number),
                Kind = "internal",
                Name = "a",
                StartedAt = DateTimeOffset.UnixEpoch,
                Status = SpanStatus.Ok,
                Attributes = $$"""{"text":"{{new string('x', 1000)}}"}""",
                Events = "[]",
            };
        }

        throw new DatabaseIsAway();
    }
}
