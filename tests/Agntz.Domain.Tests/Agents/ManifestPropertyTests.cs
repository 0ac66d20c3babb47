using Agntz.Domain.Agents;
using Agntz.Testing;

namespace Agntz.Domain.Tests.Agents;

/// <summary>Whatever is sent as a manifest, reading it ends with problems or an agent, and never throws.</summary>
public sealed class ManifestPropertyTests
{
    private const int Texts = 1_000;

    private static readonly string[] Scraps =
    [
        "{{", "}}", "{{#if a}}", "{{/if}}", "null", "true", "-1", "1e999", "''", "[]", "{}", "[1, {a: b}]", "- ", ": ", "\n",
        "  ", "\t", "#", "&a", "*a", "!!str", "? ", "kind: parallel", "kind: llm", "steps:", "agent:", "$ref: '#'",
        "type: [object, 7]", "properties: 1", "required: {}", "inputSchema: {a: 1}", "outputSchema: [x]", "until: x",
        "maxIterations: 99999999999999999999", "examples: {a: 1}", "\u0000", "\ud800", "😀",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_DamagedSamples_GivesAnAgentOrProblems(int seed)
    {
        var random = new Random(seed);
        var samples = Directory.GetFiles(RepositoryFolder.PathOf("agents"), "*.yaml").Order(StringComparer.Ordinal)
            .Select(File.ReadAllText).ToList();
        var read = 0;
        for (var count = 0; count < Texts; count++)
        {
            var yaml = samples[random.Next(samples.Count)];
            for (var damage = random.Next(1, 5); damage > 0; damage--)
            {
                yaml = Damage(yaml, random);
            }

            var reading = ManifestReader.Read(yaml);
            Assert.Equal(reading.Manifest is null, reading.Errors.Count > 0);
            read += reading.Manifest is null ? 0 : 1;
        }

        Assert.InRange(read, 1, Texts - 1);
    }

    private static string Damage(string yaml, Random random)
    {
        var lines = yaml.Split('\n').ToList();
        var line = random.Next(lines.Count);
        switch (random.Next(5))
        {
            case 0:
                lines.RemoveAt(line);
                break;
            case 1:
                lines.Insert(line, lines[random.Next(lines.Count)]);
                break;
            case 2:
                lines[line] = lines[line].Insert(random.Next(lines[line].Length + 1), Scraps[random.Next(Scraps.Length)]);
                break;
            case 3 when lines[line].IndexOf(':') is var colon and >= 0:
                lines[line] = $"{lines[line][..colon]}: {Scraps[random.Next(Scraps.Length)]}";
                break;
            default:
                lines[line] = lines[line].Length == 0 ? "  " : lines[line].Remove(random.Next(lines[line].Length), 1);
                break;
        }

        return string.Join('\n', lines);
    }
}
