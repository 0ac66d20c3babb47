using System.Text.Json;

namespace Agntz.Domain.Execution.Tools;

/// <summary>
/// A tool that is a class of this server. Registered with the services, it is what <c>kind: local</c> names. Shared by
/// all runs, so safe for concurrent calls.
/// </summary>
public interface ILocalTool
{
    /// <summary>Its name, in manifests and for models; 1 to 64 letters, digits, '_' and '-'.</summary>
    string Name { get; }

    /// <summary>What it does, for the model.</summary>
    string Description { get; }

    /// <summary>A JSON Schema of an object: what the arguments look like. Others are refused before a call.</summary>
    JsonElement Parameters { get; }

    /// <summary>Does it.</summary>
    /// <param name="arguments">An object that conforms to the parameters, with their defaults filled in.</param>
    /// <param name="context">Whose call it is, and where in the run.</param>
    /// <param name="cancellationToken">Breaks it off; a tool that does not heed it is left behind.</param>
    /// <returns>What the model, or the next step, reads.</returns>
    /// <exception cref="ToolException">It cannot be done, in words a model can act on.</exception>
    ValueTask<JsonElement> InvokeAsync(
        JsonElement arguments, ToolCallContext context, CancellationToken cancellationToken);
}
