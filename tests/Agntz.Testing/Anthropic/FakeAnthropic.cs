using Agntz.Testing.Models;
using Agntz.Testing.OpenAi;
using Microsoft.AspNetCore.Http;

namespace Agntz.Testing.Anthropic;

/// <summary>A model server that speaks the streaming messages protocol.</summary>
public sealed class FakeAnthropic : FakeModelServer
{
    private FakeAnthropic()
        : base("/v1/messages")
    {
    }

    /// <summary>What <c>ANTHROPIC_BASE_URL</c> is set to.</summary>
    public string BaseUrl => Url;

    /// <inheritdoc/>
    public override (string Key, string Value)[] Settings =>
        [("ANTHROPIC_BASE_URL", BaseUrl), ("ANTHROPIC_API_KEY", "sk-secret")];

    /// <inheritdoc/>
    protected override string Nonsense => "event: message_start\ndata: {nonsense\n\n";

    /// <summary>Starts one on a free port.</summary>
    public static async Task<FakeAnthropic> StartAsync(params FakeAnswer[] answers)
    {
        var server = new FakeAnthropic();
        await server.ListenAsync(answers);
        return server;
    }

    /// <inheritdoc/>
    protected override IFakeStream Begin(HttpContext http, string model) => new AnthropicStream(http.Response, model);

    /// <inheritdoc/>
    protected override object Refuse(string message) => new { type = "error", error = new { type = "api_error", message } };
}
