using System.Text.Json;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution;

/// <summary>
/// What earlier executions of a run have left in its trace. Agents that had come to their end are not begun again,
/// those that had not go on under their span, and calls that were in flight are over.
/// </summary>
public sealed class Interruption
{
    private readonly Dictionary<string, Span> _agents = new(StringComparer.Ordinal);
    private readonly List<Span> _going = [];
    private readonly List<Span> _cut = [];

    /// <summary>Reads it off the spans of the trace, in the order they began.</summary>
    public Interruption(IEnumerable<Span> spans)
    {
        foreach (var span in spans)
        {
            Add(span);
        }
    }

    /// <summary>A run that begins.</summary>
    public static Interruption None { get; } = new([]);

    /// <summary>The agents that had not come to their end, the root among them.</summary>
    public IReadOnlyList<Span> Going => _going;

    /// <summary>The calls that were in flight.</summary>
    public IReadOnlyList<Span> Cut => _cut;

    /// <summary>
    /// The span of the agent at a place: one that goes on, or one that ended well. Null where the agent is to begin; an
    /// agent that failed begins anew, as its failure is made again.
    /// </summary>
    internal OpenSpan? AgentAt(StepPath path, out bool hasEnded)
    {
        var found = _agents.TryGetValue(path.Value, out var span);
        hasEnded = found && span!.Status is SpanStatus.Ok;
        return found ? new OpenSpan(span!.Id, span.StartedAt) : null;
    }

    private void Add(Span span)
    {
        if (span.Kind is not SpanKind.AgentInvoke)
        {
            if (span.Status is SpanStatus.Running)
            {
                _cut.Add(span);
            }

            return;
        }

        if (span.Status is SpanStatus.Running)
        {
            _going.Add(span);
        }

        if (span.Status is SpanStatus.Running or SpanStatus.Ok && PathOf(span) is { } path)
        {
            _agents[path] = span;
        }
    }

    private static string? PathOf(Span span) =>
        JsonElement.Parse(span.Attributes).TryGetProperty(SpanAttributes.StepPath, out var path)
            ? path.GetString()
            : null;
}
