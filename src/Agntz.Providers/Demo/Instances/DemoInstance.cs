using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Agntz.Domain.Execution.Schemas;

namespace Agntz.Providers.Demo.Instances;

/// <summary>What the demo model answers where a schema says what an answer looks like.</summary>
internal static class DemoInstance
{
    private const int MostNamed = 3;

    /// <summary>
    /// The reply itself where it is JSON that conforms; else a small value that does, in which strings say the reply
    /// and booleans are true.
    /// </summary>
    /// <exception cref="ModelCallException">No conforming value was found.</exception>
    public static string Of(JsonElement schema, string reply)
    {
        var check = JsonSchema.Parse(schema);
        if (Conforms(check, reply))
        {
            return reply;
        }

        var made = new InstanceMaking(schema, reply).Make(schema)?.ToJsonString(InstanceMaking.Options) ?? "null";
        var violations = check.Validate(JsonElement.Parse(made));
        return violations.Count == 0
            ? made
            : throw new ModelCallException("The demo model found no answer that conforms to the outputSchema: "
                + string.Join("; ", violations.Take(MostNamed).Select(found => $"#{found.Pointer}: {found.Message}"))
                + ". Give it one as providerOptions.demo.reply.");
    }

    private static bool Conforms(JsonSchema check, string reply)
    {
        if (reply.AsSpan().TrimStart() is not ['{' or '[', ..])
        {
            return false;
        }

        try
        {
            return check.Validate(JsonElement.Parse(reply)).Count == 0;
        }
        catch (JsonException)
        {
            // A reply is a text like any other, which may begin with a bracket.
            return false;
        }
    }
}
