namespace Agntz.Api.Tests.Fuzz;

/// <summary>Texts that somebody may not have thought of.</summary>
internal static class OddTexts
{
    /// <summary>As they are.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "", " ", "\0", "a\0b", "\ud800", "x\udc00", "\ud83d\ude00", "é", "e\u0301", "\u202e", "\ufeff", "\uffff",
        "ＡＢ", "ß", "İ", "a\nb", "a\r\nb: c", "\t", "..", "../..", "a/b", "a\\b", "%00", "%2F", "%", "a@b", "a@", "@",
        "a@b@c", "*", "{id}", "{{x}}", "{{#if x}}", "${x}", "'; drop table runs; --", "<script>", "\"", "'", "a b",
        "a+b", "a&b=c", "#", "?", ";", "-1", "0", "1", "1.5", "200", "201", "2147483648", "9223372036854775807",
        "9223372036854775808", "1e999", "NaN", "Infinity", "０", "0x10", " 1", "1,000", "true", "null", "[]", "{}",
        "draining", "running", "completed", "OK", "abort", "Finish", "2026-01-31T08:00:00.000Z", "2026-01-31",
        "2026-02-30T00:00:00Z", "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999-14:00", "9999-12-31T23:59:59.9999999Z", "2026-01-31T08:00:00.000+99:99", "24:00",
        "Sat", "run_00000000000070008000000000000000", "run_ffffffffffffffffffffffffffffffff", "run_",
        "RUN_01890000000070008000000000000000", "00000000000000000000000000000000",
        "key_00000000000070008000000000000000", "sess_", "inline", "assistant", "import", new('a', 256),
        new('a', 257), new('é', 300), new('x', 3000), string.Concat(Enumerable.Repeat("\ud83d\ude00", 200)),
    ];

    // Those that databases and limits care about most.
    private static readonly IReadOnlyList<string> Worst = ["a\0b", "\ud800", "", new('é', 300), new('x', 3000)];

    /// <summary>One of them.</summary>
    public static string Pick(Random random) =>
        random.Next(3) == 0 ? Worst[random.Next(Worst.Count)] : All[random.Next(All.Count)];
}
