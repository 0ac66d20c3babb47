using System.Text.RegularExpressions;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Chaos;

/// <summary>What the model says to <see cref="ChaosAgents"/>, which depends on what it is asked alone.</summary>
internal static partial class ChaosModel
{
    private const int Shortest = 300;
    private const int Spread = 600;

    /// <summary>Answers after a while: tools first where there are any, then a text.</summary>
    public static FakeAnswer Answer(FakeRequest request)
    {
        var asked = request.Body.GetProperty("messages").GetRawText();
        var wait = TimeSpan.FromMilliseconds(Shortest + (asked.Sum(letter => letter) * 37 % Spread));
        return new FakeAnswer.Held(Task.Delay(wait), Say(request, asked));
    }

    /// <summary>The name of the run that asks.</summary>
    public static string RunOf(FakeRequest request) =>
        RunName().Match(request.Body.GetProperty("messages").GetRawText()).Value;

    private static FakeAnswer Say(FakeRequest request, string asked)
    {
        var tool = request.Body.TryGetProperty("tools", out var tools)
            ? tools[0].GetProperty("function").GetProperty("name").GetString()
            : null;
        return tool switch
        {
            null => new FakeAnswer.Text($"{Draft().Match(asked).Groups[1].Value}x"),
            _ when HasAnswered(request) => new FakeAnswer.Text("Done."),
            "http__count" => new FakeAnswer.ToolCalls(
                new FakeToolCall("one", tool, """{"place":"one"}"""), new FakeToolCall("two", tool, """{"place":"two"}""")),
            _ => new FakeAnswer.ToolCalls(new FakeToolCall("ask", tool, $$"""{"input":"{{RunOf(request)}}"}""")),
        };
    }

    private static bool HasAnswered(FakeRequest request) => request.Body.GetProperty("messages").EnumerateArray()
        .Any(message => message.GetProperty("role").GetString() is "tool");

    [GeneratedRegex(@"run-\d+")]
    private static partial Regex RunName();

    [GeneratedRegex(@"Draft \[(x*)\]")]
    private static partial Regex Draft();
}
