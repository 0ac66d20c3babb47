using System.Net.Http.Json;
using System.Text.Json;
using Agntz.Benchmarks.Measuring;

namespace Agntz.Benchmarks.Streams;

/// <summary>The agents whose runs are followed.</summary>
internal static class StreamAgents
{
    /// <summary>Says what a <see cref="StampedModel"/> says.</summary>
    public const string Stamped = "stamped";

    /// <summary>Goes on for longer than any measurement.</summary>
    public const string Endless = "endless";

    /// <summary>Is done at once.</summary>
    public const string Quick = "quick";

    public static DirectoryInfo Write()
    {
        var folder = Directory.CreateTempSubdirectory("agntz-agents-");
        Write(Stamped, "{provider: openai, name: m}");
        Write(Quick, "{provider: demo, name: demo-1}");
        Write(Endless,
            "{provider: demo, name: demo-1, providerOptions: {demo: {reply: one two, delayMs: 600000}}}");
        return folder;

        void Write(string id, string model) => File.WriteAllText(
            Path.Combine(folder.FullName, $"{id}.yaml"),
            $"id: {id}\nkind: llm\nmodel: {model}\ninstruction: Answer.\n");
    }

    public static async Task<string> StartAsync(this PublishedService service, string agentId)
    {
        using var response = await service.Http.PostAsJsonAsync("/runs", new { agentId, input = "Go" });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }
}
