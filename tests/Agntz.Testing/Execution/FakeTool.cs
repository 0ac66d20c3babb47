using System.Text.Json;
using Agntz.Domain.Execution.Tools;

namespace Agntz.Testing.Execution;

/// <summary>A local tool that does as a test tells it, and keeps what it was asked.</summary>
/// <param name="name">Its name.</param>
/// <param name="answer">What it gives: the arguments, the context and the token are given.</param>
public sealed class FakeTool(
    string name, Func<JsonElement, ToolCallContext, CancellationToken, Task<JsonElement>> answer) : ILocalTool
{
    private readonly Lock _lock = new();
    private readonly List<(string Arguments, ToolCallContext Context)> _calls = [];

    /// <summary>A tool that gives one value, as JSON.</summary>
    public FakeTool(string name, string json)
        : this(name, (_, _, _) => Task.FromResult(JsonElement.Parse(json)))
    {
    }

    /// <summary>The calls that began, in order.</summary>
    public IReadOnlyList<(string Arguments, ToolCallContext Context)> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public string Description => $"Does {Name}.";

    /// <inheritdoc/>
    public JsonElement Parameters { get; init; } = JsonElement.Parse("""{"type":"object"}""");

    /// <inheritdoc/>
    public async ValueTask<JsonElement> InvokeAsync(
        JsonElement arguments, ToolCallContext context, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _calls.Add((arguments.GetRawText(), context));
        }

        return await answer(arguments, context, cancellationToken);
    }
}
