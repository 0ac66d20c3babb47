using System.Text.Json;
using System.Text.RegularExpressions;

namespace Agntz.Domain.Agents.Reading;

/// <summary>Reads what only the selected provider understands, from where it belongs or from where it used to be.</summary>
internal static partial class ProviderOptionsReading
{
    private const string Current = "providerOptions";
    private const string Deprecated = "options";

    private static readonly HashSet<string> Secrets = new(StringComparer.OrdinalIgnoreCase)
    {
        "apiKey", "api_key", "api-key", "authorization", "headers", "baseUrl", "base_url", "endpoint", "secret",
        "token", "password",
    };

    /// <returns>Null when there are none, or after it has said what is wrong with them.</returns>
    public static JsonElement? Read(Fields model, string provider)
    {
        var current = ReadCurrent(model, provider);
        if (model.Value(Deprecated, JsonValueKind.Object, "an object") is not { } deprecated)
        {
            return current;
        }

        model.Problems.Warn(model.PathOf(Deprecated),
            $"'{Deprecated}' is deprecated: write the same under '{Current}.{provider}'");
        if (current is not null)
        {
            model.Problems.Structural(model.PathOf(Deprecated),
                $"'{Deprecated}' and '{Current}.{provider}' mean the same: keep the latter");
        }

        Check(deprecated, model.PathOf(Deprecated), model.Problems);
        return current ?? deprecated;
    }

    private static JsonElement? ReadCurrent(Fields model, string provider)
    {
        if (model.Value(Current, JsonValueKind.Object, "an object with the provider's name") is not { } all)
        {
            return null;
        }

        foreach (var other in all.EnumerateObject().Where(member => member.Name != provider))
        {
            model.Problems.Structural($"{model.PathOf(Current)}.{other.Name}",
                $"Only options of the selected provider are allowed: expected '{provider}', found '{other.Name}'");
        }

        var options = new Fields(all, model.PathOf(Current), model.Problems);
        if (options.Value(provider, JsonValueKind.Object, "an object") is not { } selected)
        {
            return null;
        }

        Check(selected, options.PathOf(provider), model.Problems);
        return selected;
    }

    private static void Check(JsonElement options, string path, ManifestProblems problems)
    {
        foreach (var option in options.EnumerateObject())
        {
            if (!OptionName().IsMatch(option.Name))
            {
                problems.Structural($"{path}.{option.Name}",
                    "The name of an option is 1 to 64 letters, digits, '_' and '-'");
            }

            RefuseSecrets(option, path, problems);
        }
    }

    private static void RefuseSecrets(JsonProperty option, string path, ManifestProblems problems)
    {
        if (Secrets.Contains(option.Name))
        {
            problems.Structural($"{path}.{option.Name}",
                $"'{option.Name}' does not belong into a manifest: set it in the server's configuration");
        }

        foreach (var inner in Objects(option.Value).SelectMany(value => value.EnumerateObject()))
        {
            RefuseSecrets(inner, $"{path}.{option.Name}", problems);
        }
    }

    private static IEnumerable<JsonElement> Objects(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => [value],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Objects),
        _ => [],
    };

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex OptionName();
}
