using System.Text;
using System.Text.RegularExpressions;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>
/// Settings of the server for one connection, in the order they were given; a later one replaces an earlier one of the
/// same name.
/// </summary>
internal sealed partial class ServerSettings
{
    private const string OfSockets = "tcp_";

    private readonly List<KeyValuePair<string, string>> _settings = [];
    private readonly List<string> _others = [];

    /// <summary>Reads what a connection string has as <c>Options</c>; what is no setting is kept as it is.</summary>
    public static ServerSettings Parse(string? options)
    {
        var settings = new ServerSettings();
        var words = Words().Matches(options ?? "").Select(word => word.Value).ToList();
        for (var at = 0; at < words.Count; at++)
        {
            var isNext = words[at] is "-c" && at + 1 < words.Count;
            var match = Setting().Match(isNext ? $"-c{words[++at]}" : words[at]);
            if (match.Success)
            {
                settings.Set(match.Groups["name"].Value.Replace('-', '_'), Unescape(match.Groups["value"].Value));
            }
            else
            {
                settings._others.Add(words[at]);
            }
        }

        return settings;
    }

    /// <summary>Sets one.</summary>
    public ServerSettings Set(string name, string value)
    {
        _settings.RemoveAll(setting => string.Equals(setting.Key, name, StringComparison.OrdinalIgnoreCase));
        _settings.Add(new(name, value));
        return this;
    }

    /// <summary>Sets all of another.</summary>
    public ServerSettings Set(ServerSettings others)
    {
        others._settings.ForEach(setting => Set(setting.Key, setting.Value));
        _others.AddRange(others._others);
        return this;
    }

    /// <summary>As a server takes them when a connection begins.</summary>
    public string ToOptions() =>
        string.Join(' ', _others.Concat(_settings.Select(setting => $"-c {setting.Key}={Escape(setting.Value)}")));

    /// <summary>
    /// As statements for a transaction. Those of sockets are left out: the socket of the server leads to the pooler.
    /// </summary>
    public IReadOnlyList<string> ToStatements() =>
    [
        .. _settings.Where(setting => !setting.Key.StartsWith(OfSockets, StringComparison.OrdinalIgnoreCase))
            .Select(setting => $"SET LOCAL {Quote(setting.Key)} = {Literal(setting.Value)}"),
    ];

    private static string Quote(string name) =>
        string.Join('.', name.Split('.').Select(part => $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    private static string Literal(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal);

    private static string Unescape(string value)
    {
        var text = new StringBuilder(value.Length);
        for (var at = 0; at < value.Length; at++)
        {
            at += value[at] is '\\' && at + 1 < value.Length ? 1 : 0;
            text.Append(value[at]);
        }

        return text.ToString();
    }

    [GeneratedRegex(@"(?:\\.|[^\s\\])+", RegexOptions.Singleline)]
    private static partial Regex Words();

    [GeneratedRegex("^(?:-c|--)(?<name>[A-Za-z_][A-Za-z0-9_.-]*)=(?<value>.*)$", RegexOptions.Singleline)]
    private static partial Regex Setting();
}
