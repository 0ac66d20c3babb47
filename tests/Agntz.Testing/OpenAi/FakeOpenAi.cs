using Agntz.Testing.Models;
using Microsoft.AspNetCore.Http;

namespace Agntz.Testing.OpenAi;

/// <summary>A model server that speaks the streaming chat completions protocol.</summary>
public sealed class FakeOpenAi : FakeModelServer
{
    private FakeOpenAi()
        : base("/v1/chat/completions")
    {
    }

    /// <summary>What <c>OPENAI_BASE_URL</c> is set to.</summary>
    public string BaseUrl => $"{Url}/v1";

    /// <inheritdoc/>
    public override (string Key, string Value)[] Settings =>
        [("OPENAI_BASE_URL", BaseUrl), ("OPENAI_API_KEY", "sk-secret")];

    /// <inheritdoc/>
    protected override string Nonsense => "data: {\"choices\": [nonsense\n\n";

    /// <summary>Starts one on a free port.</summary>
    public static async Task<FakeOpenAi> StartAsync(params FakeAnswer[] answers)
    {
        var server = new FakeOpenAi();
        await server.ListenAsync(answers);
        return server;
    }

    /// <inheritdoc/>
    protected override IFakeStream Begin(HttpContext http, string model) => new OpenAiStream(http.Response);

    /// <inheritdoc/>
    protected override object Refuse(string message) => new { error = new { message, type = "error" } };
}
