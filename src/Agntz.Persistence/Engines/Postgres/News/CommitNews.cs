using System.Globalization;
using System.Text;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;

namespace Agntz.Persistence.Engines.Postgres.News;

/// <summary>
/// What one process tells the others it has committed to: its tag, then the runs, each as its owner's number and its id.
/// </summary>
/// <param name="Process">The tag of who tells it, so that it does not listen to itself.</param>
/// <param name="Runs">The runs; null when they were too many to name.</param>
internal sealed record CommitNews(string Process, IReadOnlyList<LogName>? Runs)
{
    /// <summary>What is listened to.</summary>
    public const string Channel = "agntz_commits";

    // The database takes less than 8,000 bytes, and every character here is one.
    private const int MaxLength = 7_900;
    private const string TooMany = "*";

    /// <summary>As it is sent.</summary>
    public string Encode()
    {
        if (Runs is null)
        {
            return $"{Process} {TooMany}";
        }

        var text = new StringBuilder(Process);
        foreach (var run in Runs)
        {
            text.Append(CultureInfo.InvariantCulture, $" {run.OwnerId}:{run.Run.Value:N}");
            if (text.Length > MaxLength)
            {
                return $"{Process} {TooMany}";
            }
        }

        return text.ToString();
    }

    /// <summary>Reads what another process has sent.</summary>
    /// <returns>Null when it is nothing a process of this version sends.</returns>
    public static CommitNews? Decode(string text)
    {
        if (text.Split(' ') is not [var process, .. var names])
        {
            return null;
        }

        if (names is [TooMany])
        {
            return new CommitNews(process, null);
        }

        var runs = new List<LogName>();
        foreach (var name in names)
        {
            if (name.Split(':') is not [var owner, var id]
                || !long.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var ownerId)
                || !Guid.TryParseExact(id, "N", out var run))
            {
                return null;
            }

            runs.Add(new LogName(ownerId, new RunId(run)));
        }

        return new CommitNews(process, runs);
    }
}
