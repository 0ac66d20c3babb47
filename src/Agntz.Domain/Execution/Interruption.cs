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
        var attributes = JsonElement.Parse(span.Attributes);
        if (attributes.TryGetProperty(SpanAttributes.Scope, out _))
        {
            return; // What others say of a run is shown, and is not what the run has done.
        }

        var path = Find(attributes, SpanAttributes.StepPath);
        var isRunning = span.Status is SpanStatus.Running;
        if (span.Kind is SpanKind.ToolExecute && isRunning && path is not null
            && Find(attributes, SpanAttributes.ToolKind) is ToolKinds.Agent)
        {
            _going.Add(span);
            _tools[path] = span;
            return;
        }

        if (span.Kind is not SpanKind.AgentInvoke)
        {
            if (isRunning)
            {
                _cut.Add(span);
            }

            return;
        }

        if (isRunning)
        {
            _going.Add(span);
        }

        if ((isRunning || span.Status is SpanStatus.Ok) && path is not null)
        {
            _agents[path] = span;
        }
    }

    private static string? Find(JsonElement attributes, string name) =>
        attributes.TryGetProperty(name, out var value) ? value.GetString() : null;
}
