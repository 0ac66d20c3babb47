namespace Agntz.Api.Tests.Fuzz;

/// <summary>Manifests with something odd in them.</summary>
internal static class FuzzedYaml
{
    private static readonly string[] Values =
    [
        new('w', 300), new('w', 2000), "", "~", "null", "true", "7", "-1", "1e999", ".inf", ".nan", "0x1F", "0o7",
        "2026-01-01", "[]", "{}", "[a, b]", "{a: b}", "[", "{", "]", "\"", "'", "\"\\ud800\"", "\"\\0\"", "\"\\x\"",
        "&a x", "*a", "!!binary aGk=", "!!python/object:x", "! x", "|", ">", "|9", ">-\n", "- - - x", "? x",
        "a: b: c", "%YAML 9.9", "---", "...", "--- x\n--- y", "\t", "@", "`", "<<: *a", "#", "é", "\u0001", "\ud800",
        "{{", "}}", "{{x", "{{#if a}}", "{{/if}}", "{{secrets.NONE}}", "{{a.b.c[0]}}", "{{a}} == ", "\"{{a}} && (\"",
        "{{\u0000}}", "{type: object, properties: {a: {$ref: '#'}}}", "{a: number, b: [string]}", "{enum: []}",
        "{pattern: '('}", "{$ref: '#/nowhere'}",
    ];

    /// <summary>One to three changes, each of a line or of the text.</summary>
    public static string Change(string yaml, Random random)
    {
        var lines = yaml.Split('\n').ToList();
        for (var changes = random.Next(1, 4); changes > 0 && lines.Count > 0; changes--)
        {
            ChangeLine(lines, random.Next(lines.Count), random);
        }

        var changed = string.Join('\n', lines);
        return random.Next(20) switch
        {
            0 => changed[..random.Next(changed.Length + 1)],
            1 => $"{changed}\nx: {new string('[', 10_000)}",
            2 => changed + string.Concat(Enumerable.Range(0, 70).Select(depth => $"\n{new string(' ', depth)}d:")),
            3 => changed.Replace("\n", "\r\n", StringComparison.Ordinal),
            _ => changed,
        };
    }

    private static void ChangeLine(List<string> lines, int at, Random random)
    {
        var (line, other) = (lines[at], lines[random.Next(lines.Count)]);
        var value = Values[random.Next(Values.Length)];
        switch (random.Next(7))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(at, other);
                break;
            case 2:
                lines[at] = new string(' ', random.Next(9)) + line.TrimStart();
                break;
            case 3:
                lines[at] = Key(line) + other[Key(other).Length..];
                break;
            case 4:
                lines[at] = line.Insert(random.Next(line.Length + 1), value);
                break;
            default:
                lines[at] = $"{Key(line)} {value}";
                break;
        }
    }

    private static string Key(string line) => line[..(line.IndexOf(':', StringComparison.Ordinal) + 1)];
}
