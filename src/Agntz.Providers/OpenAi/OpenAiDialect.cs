using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Agntz.Providers.OpenAi;

/// <summary>
/// Members of a request that a server does not take, where it says so by name. What it has refused once is not sent to
/// it again. Safe for concurrent calls.
/// </summary>
/// <param name="host">The server.</param>
internal sealed partial class OpenAiDialect(string host)
{
    public const string MaxTokens = "max_tokens";
    public const string MaxCompletionTokens = "max_completion_tokens";
    public const string StreamOptions = "stream_options";

    private readonly ConcurrentDictionary<string, bool> _refused = new(StringComparer.Ordinal);

    // OpenAI's reasoning models know only the newer name, and most servers of others only the older one.
    private readonly bool _isOpenAi = host.EndsWith(".openai.com", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".azure.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name under which the server takes the most tokens of an answer.</summary>
    public string LimitName => _refused.ContainsKey(MaxTokens)
        || (_isOpenAi && !_refused.ContainsKey(MaxCompletionTokens)) ? MaxCompletionTokens : MaxTokens;

    /// <summary>Whether a member may be sent.</summary>
    public bool Takes(string member) => !_refused.ContainsKey(member);

    /// <summary>Learns from an answer which of the members that were sent the server does not take.</summary>
    /// <param name="status">Its HTTP status.</param>
    /// <param name="body">Its words.</param>
    /// <param name="sent">Members that were sent and that the server can do without.</param>
    /// <returns>Whether there is something new, so that asking again without it helps.</returns>
    public bool Learn(int status, string body, IEnumerable<string> sent)
    {
        if (status is not (400 or 422) || !Refusal().IsMatch(body))
        {
            return false;
        }

        var learnt = false;
        foreach (var member in sent.Where(member => Names(body, member)))
        {
            learnt |= CanDoWithout(member) && _refused.TryAdd(member, true);
        }

        return learnt;
    }

    // Whoever knows neither name of the limit cannot be helped.
    private bool CanDoWithout(string member) => member switch
    {
        MaxTokens => Takes(MaxCompletionTokens),
        MaxCompletionTokens => Takes(MaxTokens),
        _ => true,
    };

    private static bool Names(string body, string member) =>
        Regex.IsMatch(body, $@"(?<![\w]){Regex.Escape(member)}(?![\w])");

    [GeneratedRegex(
        @"unsupported|not\s+supported|unknown|unrecogni[sz]ed|unexpected|not\s+permitted|not\s+allowed|forbidden|extra"
        + @"|additional\s*propert|no\s+such|invalid\s+(parameter|field|argument)|use\s+'?max_",
        RegexOptions.IgnoreCase)]
    private static partial Regex Refusal();
}
