using System.Text.Json;

namespace Agntz.Domain.Execution.Tools;

/// <summary>What a model called although it was not offered: the call fails, and the model reads what there is.</summary>
internal sealed class MissingTool(string name, IReadOnlyList<string> known) : ITool
{
    private static readonly JsonElement Anything = JsonElement.Parse("{}");

    public string Name => name;

    public string? Description => null;

    public JsonElement Parameters => Anything;

    public string Kind => "unknown";

    public TimeSpan Timeout => ToolLimits.Timeout;

    public ValueTask<ToolResult> CallAsync(
        JsonElement arguments, ToolCallContext context, CancellationToken cancellationToken) =>
        throw new ToolException(known.Count == 0
            ? $"There is no tool '{name}', nor any other."
            : $"There is no tool '{name}'. There are: {string.Join(", ", known)}.");
}
