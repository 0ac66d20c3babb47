using System.Text.RegularExpressions;
using Agntz.Providers.Demo.Instances;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Demo;

/// <summary>What the demo model says to a conversation.</summary>
internal static partial class DemoReply
{
    private const int MostQuotedWords = 20;

    /// <summary>The tool calls that are asked for and have no results since the last user message.</summary>
    public static IReadOnlyList<FunctionCallContent> PendingCalls(
        IReadOnlyList<ChatMessage> conversation, DemoOptions demo)
    {
        if (demo.ToolCalls.Count == 0 || Results(conversation).Count > 0)
        {
            return [];
        }

        return [.. demo.ToolCalls.Select((call, index) => new FunctionCallContent(
            $"call_{index}", call.Name,
            call.Arguments.ToDictionary(argument => argument.Key, argument => (object?)argument.Value)))];
    }

    /// <summary>The words of the reply, each with the white space after it.</summary>
    public static IReadOnlyList<string> Words(
        IReadOnlyList<ChatMessage> conversation, DemoOptions demo, ChatOptions? options)
    {
        var reply = demo.Reply ?? (Results(conversation) is { Count: > 0 } results
            ? $"The tools said: {string.Join(", ", results)}"
            : $"You said: {Shorten(LastUserText(conversation))}");
        return Split(options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema }
            ? DemoInstance.Of(schema, reply)
            : reply);
    }

    /// <summary>Words in and out.</summary>
    public static UsageContent Usage(IReadOnlyList<ChatMessage> conversation, int outputWords)
    {
        var inputWords = conversation.Sum(message => Split(message.Text).Count);
        return new UsageContent(new UsageDetails
        {
            InputTokenCount = inputWords,
            OutputTokenCount = outputWords,
            TotalTokenCount = inputWords + outputWords,
        });
    }

    // What tools gave since the last user message.
    private static List<object?> Results(IReadOnlyList<ChatMessage> conversation) =>
    [
        .. conversation.Skip(conversation.Index().LastOrDefault(it => it.Item.Role == ChatRole.User).Index)
            .SelectMany(message => message.Contents.OfType<FunctionResultContent>())
            .Select(result => result.Result),
    ];

    private static string LastUserText(IReadOnlyList<ChatMessage> conversation) =>
        conversation.LastOrDefault(message => message.Role == ChatRole.User)?.Text ?? "";

    private static string Shorten(string text)
    {
        var words = Split(text);
        return words.Count <= MostQuotedWords
            ? text
            : string.Concat(words.Take(MostQuotedWords)).TrimEnd() + " …";
    }

    private static List<string> Split(string text)
    {
        var words = new List<string>();
        foreach (var match in Word().EnumerateMatches(text))
        {
            words.Add(text.Substring(match.Index, match.Length));
        }

        return words;
    }

    [GeneratedRegex(@"\s*\S+\s*")]
    private static partial Regex Word();
}
