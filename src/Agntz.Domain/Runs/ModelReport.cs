using System.Text.Json;

namespace Agntz.Domain.Runs;

/// <summary>What the last model call of a run said of itself; null where it said nothing.</summary>
/// <param name="Provider">The provider's name as configured.</param>
/// <param name="Model">The model that answered, by the provider's word.</param>
/// <param name="ResponseId">The provider's id of the answer.</param>
/// <param name="FinishReason">Why it stopped.</param>
public sealed record ModelReport(string? Provider, string? Model, string? ResponseId, string? FinishReason)
{
    /// <summary>A run that called no model.</summary>
    public static ModelReport None { get; } = new(null, null, null, null);

    internal void WriteMembers(Utf8JsonWriter writer)
    {
        // Clients read the model as text whatever ran; a run without a model call names what it was instead.
        writer.WriteString("model", Model ?? "manifest");
        WriteIfKnown(writer, "provider", Provider);
        WriteIfKnown(writer, "responseId", ResponseId);
        WriteIfKnown(writer, "finishReason", FinishReason);
    }

    private static void WriteIfKnown(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
