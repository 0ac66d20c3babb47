using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Agntz.Api.Tests.Fuzz;

/// <summary>
/// What there is, or was a moment ago: names that requests give themselves, and those the service gave in answers.
/// </summary>
/// <param name="agents">The agents of the service.</param>
/// <param name="hidden">A name that is never used: that of the key which lets the requests in.</param>
internal sealed partial class KnownNames(IReadOnlyList<string> agents, string hidden)
{
    private const int MostOfAKind = 24;
    private const int MostRead = 8000;

    private static readonly string[] Sessions = ["tea-talk", "imported-talk", "a/b c", "é"];
    private static readonly string[] Aliases = ["stable", "next", "x1"];
    private static readonly string[] Secrets = ["WEATHER_KEY", "A", "B_2"];

    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _learnt = new(StringComparer.Ordinal);

    /// <summary>Takes the names out of an answer.</summary>
    public void Learn(string answer)
    {
        foreach (Match match in Given().Matches(answer[..Math.Min(answer.Length, MostRead)]))
        {
            var kind = match.Groups.Cast<Group>().Skip(1).First(group => group.Success);
            var names = _learnt.GetOrAdd(kind.Name, _ => new ConcurrentQueue<string>());
            if (kind.Value != hidden)
            {
                names.Enqueue(kind.Value);
            }

            while (names.Count > MostOfAKind)
            {
                names.TryDequeue(out _);
            }
        }
    }

    /// <summary>A name for a parameter of a route.</summary>
    public string OfParameter(string pattern, string parameter, Random random) =>
        (pattern.Split('/')[1], parameter) switch
        {
            (_, "createdAt") => OfField(parameter, random),
            (_, "alias") => Pick(Aliases, random),
            ("secrets", _) => Pick(Secrets, random),
            ("sessions", _) => OfField("sessionId", random),
            ("agents", _) => Agent(random),
            ("api-keys", _) => Learnt("key", random),
            _ => Learnt("run", random),
        };

    /// <summary>A name for a field of a body or a query.</summary>
    public string OfField(string field, Random random) => field switch
    {
        "createdAt" => Learnt("version", random),
        "cursor" => Learnt("cursor", random),
        "sessionId" => random.Next(2) == 0 ? Pick(Sessions, random) : Learnt("session", random),
        "agentId" when random.Next(8) == 0 =>
            $"{Agent(random)}@{(random.Next(2) == 0 ? Learnt("version", random) : Pick(Aliases, random))}",
        "agentId" => Agent(random),
        _ => Learnt("run", random),
    };

    // Half of the time the same one, so that there are versions and aliases of it.
    private string Agent(Random random) => random.Next(2) == 0 ? agents[0] : Pick(agents, random);

    private string Learnt(string kind, Random random) =>
        _learnt.GetValueOrDefault(kind)?.ToArray() is { Length: > 0 } names ? Pick(names, random) : "none";

    private static string Pick(IReadOnlyList<string> names, Random random) => names[random.Next(names.Count)];

    [GeneratedRegex(
        "\"(?<run>run_[0-9a-f]{32})\"|\"(?<key>key_[0-9a-f]{32})\"|\"(?<session>sess_[0-9a-f]{32})\""
        + "|\"cursor\":\"(?<cursor>[^\"]+)\"|\"publishedAt\":\"(?<version>[^\"]+)\"")]
    private static partial Regex Given();
}
