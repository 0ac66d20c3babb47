using System.Text.Json;
using System.Text.Json.Nodes;
using Agntz.Api.Swagger;

namespace Agntz.Api.Tests.Swagger;

/// <summary>
/// What a service calls the things that have other names in the examples, learnt from its answers: ids and versions.
/// </summary>
internal sealed class ExampleNames
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Compares an answer with its example, place by place.</summary>
    public void Learn(JsonNode? example, JsonNode? answer)
    {
        switch (example, answer)
        {
            case (JsonObject shown, JsonObject found):
                foreach (var (key, value) in shown)
                {
                    Learn(value, found[key]);
                }

                break;
            case (JsonArray { Count: > 0 } shown, JsonArray { Count: > 0 } found):
                Learn(shown[0], found[0]);
                break;
            case (JsonValue shown, JsonValue found) when IsText(shown) && IsText(found):
                _names.TryAdd(shown.GetValue<string>(), found.GetValue<string>());
                break;
            default:
                break;
        }
    }

    /// <summary>The request with the names of the service.</summary>
    public RouteExample Translate(RouteExample example) => example with
    {
        Parameters = example.Parameters?.ToDictionary(it => it.Key, it => Name(it.Value)),
        Request = Translate(example.Request),
    };

    /// <summary>The answer without the key that lets its owner in.</summary>
    public static JsonNode? WithoutKey(JsonNode? answer)
    {
        if (answer is JsonObject made && made.ContainsKey("key"))
        {
            made["key"] = "ar_live_shown-here-and-never-again";
        }

        return answer;
    }

    private JsonNode? Translate(JsonNode? node) => node switch
    {
        JsonObject item => new JsonObject(item.Select(it => KeyValuePair.Create(it.Key, Translate(it.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Translate)]),
        JsonValue value when IsText(value) => JsonValue.Create(Name(value.GetValue<string>())),
        _ => node?.DeepClone(),
    };

    private string Name(string shown) => _names.GetValueOrDefault(shown, shown);

    private static bool IsText(JsonNode node) => node.GetValueKind() is JsonValueKind.String;
}
