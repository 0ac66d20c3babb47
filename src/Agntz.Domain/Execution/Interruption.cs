using System.Text.Json;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution;

/// <summary>
/// What earlier executions of a run have left in its trace. Agents that had come to their end are not begun again,
/// those that had not go on under their span, and calls that were in flight are over.
/// </summary>
public sealed class Interruption
{
    private readonly Dictionary<string, Span> _agents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Span> _tools = new(StringComparer.Ordinal);
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

    /// <summary>
    /// The agents that had not come to their end, the root among them, and the calls of those that were called as tools.
    /// </summary>
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

    /// <summary>The span of an agent that was called as a tool and had not come to its end; null where there is none.</summary>
    internal OpenSpan? ToolAt(StepPath path) =>
        _tools.TryGetValue(path.Value, out var span) ? new OpenSpan(span.Id, span.StartedAt) : null;

    private void Add(Span span)
    {
        if (Attribute(span, SpanAttributes.Scope) is not null)
        {
            return; // What others say of a run is shown, and is not what the run has done.
        }

        if (span is { Kind: SpanKind.ToolExecute, Status: SpanStatus.Running } && IsAgent(span) && PathOf(span) is { } place)
        {
            _going.Add(span);
            _tools[place] = span;
            return;
        }

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

    private static bool IsAgent(Span span) => Attribute(span, SpanAttributes.ToolKind) is ToolKinds.Agent;

    private static string? PathOf(Span span) => Attribute(span, SpanAttributes.StepPath);

    private static string? Attribute(Span span, string name) =>
        JsonElement.Parse(span.Attributes).TryGetProperty(name, out var value) ? value.GetString() : null;
}
