namespace Agntz.Benchmarks.Load;

/// <summary>The agents that are run under load: one call, and the sample pipeline, each with both providers.</summary>
internal static class LoadAgents
{
    public const string Pipeline = "article-pipeline";

    /// <summary>A folder with one agent that makes one call.</summary>
    public static string WriteTo(DirectoryInfo folder)
    {
        foreach (var provider in new[] { "demo", "openai" })
        {
            File.WriteAllText(Path.Combine(folder.FullName, $"one-{provider}.yaml"),
                $$"""
                  id: one-{{provider}}
                  kind: llm
                  model: {provider: {{provider}}, name: demo-1}
                  instruction: Be brief.

                  """);
            File.WriteAllText(Path.Combine(folder.FullName, $"{Pipeline}-{provider}.yaml"),
                File.ReadAllText($"agents/{Pipeline}.yaml")
                    .Replace($"id: {Pipeline}", $"id: {Pipeline}-{provider}", StringComparison.Ordinal)
                    .Replace("provider: demo", $"provider: {provider}", StringComparison.Ordinal));
        }

        return folder.FullName;
    }
}
