using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Agntz.Persistence;
using Agntz.Providers;
using Agntz.Testing;

namespace Agntz.Api.Tests.Hosting;

/// <summary>The documentation of the configuration names every setting there is, and none that is not.</summary>
public sealed partial class ConfigurationTests
{
    // Read from another place than where the option stands in its class.
    private static readonly string[] ReadElsewhere = ["Storage__ConnectionString", "Storage__LeaseDuration", "Storage__Listen"];

    private static readonly string[] NotOurs = ["ConnectionStrings__Agntz"];

    [Fact]
    public void Document_HasExactlyTheSettingsThereAre()
    {
        var ours = new[] { typeof(Program).Assembly, typeof(StorageOptions).Assembly, typeof(ProviderOptions).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetField("SectionName") is { IsLiteral: true })
            .SelectMany(type => Settings((string)type.GetField("SectionName")!.GetRawConstantValue()!, type))
            .Except(ReadElsewhere)
            .Concat(NotOurs);

        var documented = SettingNames().Matches(string.Concat(TableRows())).Select(match => match.Value).Distinct();

        Assert.Equal(ours.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Settings(string path, Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite || property.PropertyType.IsAssignableTo(typeof(IEnumerable)))
        .SelectMany(property => Of($"{path}__{property.Name}", property.PropertyType));

    private static IEnumerable<string> Of(string path, Type type)
    {
        var scalar = Nullable.GetUnderlyingType(type) ?? type;
        if (scalar == typeof(string) || scalar.IsValueType)
        {
            return [path];
        }

        var isNamed = type.IsAssignableTo(typeof(IDictionary));
        return type.IsAssignableTo(typeof(IEnumerable))
            ? Of($"{path}__<{(isNamed ? "name" : "n")}>", type.GetGenericArguments()[^1])
            : Settings(path, type);
    }

    private static IEnumerable<string> TableRows() => File
        .ReadLines(RepositoryFolder.PathOf("docs", "configuration.md"))
        .Where(line => line.StartsWith('|'))
        .Select(line => line.Split(" | ")[0]);

    [GeneratedRegex("[A-Z][A-Za-z]+(?:__[A-Za-z<>]+)+")]
    private static partial Regex SettingNames();
}
