using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Execution.Schemas;
using Agntz.Domain.Json;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution;

/// <summary>Holds the input of an agent against its input schema.</summary>
public static class InputCheck
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    /// <summary>Finds what is wrong with the input of a run.</summary>
    /// <param name="agent">The agent that will take the input.</param>
    /// <param name="input">
    /// The input; null when there is none. Comes back with the defaults of the schema, and as an object where the schema
    /// is of one and the input is the text of one.
    /// </param>
    /// <returns>Null when the agent can take the input.</returns>
    public static RunError? Find(AgentManifest agent, ref JsonElement? input)
    {
        if (agent.InputSchema is not { } schema)
        {
            return null;
        }

        input = schema.WithDefaults(AsObject(schema, input) ?? Empty);
        return Describe(agent, schema.Validate(input.Value));
    }

    /// <summary>
    /// The input of a step, as the agent takes it. A null that a mapping made, since its place is not filled yet, counts
    /// as not given where the schema is a shorthand: the property has its default, or is null.
    /// </summary>
    /// <exception cref="RunFailedException">The agent cannot take it.</exception>
    internal static JsonElement? Accept(AgentManifest agent, JsonElement? input)
    {
        if (agent.InputSchema is not { IsShorthand: true } schema || input is not { ValueKind: JsonValueKind.Object } mapped)
        {
            return Find(agent, ref input) is { } error ? throw new RunFailedException(error) : input;
        }

        var missing = mapped.EnumerateObject()
            .Where(member => member.Value.ValueKind is JsonValueKind.Null).Select(member => member.Name).ToList();
        if (missing.Count > 0)
        {
            mapped = Without(mapped, missing);
        }

        var filled = schema.WithDefaults(mapped);
        missing.RemoveAll(name => filled.TryGetProperty(name, out _));
        filled = missing.Count == 0 ? filled : WithNulls(filled, missing);
        var pointers = missing.Select(name => $"/{Escape(name)}").ToHashSet(StringComparer.Ordinal);
        var violations = schema.Validate(filled)
            .Where(violation => !pointers.Contains(violation.Pointer) || !IsDeclared(schema, violation.Pointer)).ToList();
        return Describe(agent, violations) is { } wrong ? throw new RunFailedException(wrong) : filled;
    }

    private static RunError? Describe(AgentManifest agent, IReadOnlyList<SchemaViolation> violations) =>
        violations.Count == 0 ? null : new RunError(
            $"The input does not match the inputSchema of agent '{agent.Id}'.",
            RunErrorCodes.InputInvalid,
            [.. violations.Select(violation => $"#{violation.Pointer}: {violation.Message}")]);

    // Callers that know texts alone send an object as one.
    private static JsonElement? AsObject(JsonSchema schema, JsonElement? input) =>
        schema.IsOfAnObject && input is { ValueKind: JsonValueKind.String } text
            && text.GetString()!.AsSpan().TrimStart().StartsWith('{') && TryParse(text.GetString()!) is { } parsed
                ? parsed
                : input;

    private static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsDeclared(JsonSchema schema, string pointer) =>
        schema.Definition.GetProperty("properties").EnumerateObject()
            .Any(property => pointer == $"/{Escape(property.Name)}");

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static JsonElement Without(JsonElement mapped, List<string> names) => JsonText.Parse(
        JsonText.WriteObject((mapped, names), static (writer, it) =>
        {
            foreach (var member in it.mapped.EnumerateObject().Where(member => !it.names.Contains(member.Name)))
            {
                member.WriteTo(writer);
            }
        }));

    private static JsonElement WithNulls(JsonElement filled, List<string> names) => JsonText.Parse(
        JsonText.WriteObject((filled, names), static (writer, it) =>
        {
            foreach (var member in it.filled.EnumerateObject())
            {
                member.WriteTo(writer);
            }

            it.names.ForEach(writer.WriteNull);
        }));
}
