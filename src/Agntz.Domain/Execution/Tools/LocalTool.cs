using System.Text.Json;
using Agntz.Domain.Execution.Schemas;

namespace Agntz.Domain.Execution.Tools;

/// <summary>A class of this server as a tool of an agent.</summary>
internal sealed class LocalTool : ITool
{
    private readonly ILocalTool _inner;
    private readonly JsonSchema _parameters;

    /// <exception cref="InvalidOperationException">Its parameters are no schema.</exception>
    public LocalTool(ILocalTool inner)
    {
        _inner = inner;
        Parameters = inner.Parameters;
        try
        {
            _parameters = JsonSchema.Parse(Parameters);
        }
        catch (JsonSchemaException failure)
        {
            throw new InvalidOperationException(
                $"The parameters of the local tool '{inner.Name}' are no JSON Schema this server supports: "
                + $"#{failure.Pointer}: {failure.Message}", failure);
        }
    }

    public string Name => _inner.Name;

    public string Description => _inner.Description;

    public JsonElement Parameters { get; }

    public string Kind => "local";

    public TimeSpan Timeout => ToolLimits.Timeout;

    public async ValueTask<ToolResult> CallAsync(
        JsonElement arguments, ToolCallContext context, CancellationToken cancellationToken)
    {
        var filled = _parameters.WithDefaults(arguments);
        var violations = _parameters.Validate(filled);
        return violations.Count == 0
            ? new ToolResult(await _inner.InvokeAsync(filled, context, cancellationToken))
            : throw new ToolException("The arguments do not match the tool's parameters: "
                + string.Join("; ", violations.Select(violation => $"#{violation.Pointer}: {violation.Message}")));
    }
}
