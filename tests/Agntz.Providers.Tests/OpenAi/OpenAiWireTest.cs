using Agntz.Providers.Tests.Wire;
using Agntz.Testing.Network;

namespace Agntz.Providers.Tests.OpenAi;

/// <summary>A server that speaks OpenAI's protocol its own way.</summary>
public abstract class OpenAiWireTest : WireTest
{
    protected const string Done = "[DONE]";
    protected const string Stop = """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";
    protected const string ToolsDone = """{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""";
    protected const string Hello = """{"choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":null}]}""";

    protected override (string Key, string Value)[] Settings =>
        [("Models:Providers:it:BaseUrl", $"{Server.Url}/v1"), ("Models:Providers:it:ApiKey", "sk-secret")];

    protected static RecordedAnswer Chunks(params string[] chunks) => RecordedAnswer.Events([.. chunks, Done]);

    protected static string Delta(string delta) =>
        $$"""{"choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""";
}
