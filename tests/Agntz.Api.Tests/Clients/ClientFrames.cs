using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Agntz.Api.Tests.Clients;

/// <summary>
/// Reads an event stream as both clients do at once: frames end at a blank line; the one splits lines at <c>\n</c>, the
/// other at everything Python takes for a line's end; and the data of every frame with a name is a JSON object.
/// </summary>
internal static class ClientFrames
{
    private static readonly char[] PythonLineEnds =
        ['\n', '\r', '\v', '\f', '\x1c', '\x1d', '\x1e', '\x85', '\u2028', '\u2029'];

    public static async IAsyncEnumerable<ClientFrame> ReadAsync(
        Stream body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(body, new UTF8Encoding(false, throwOnInvalidBytes: true));
        var text = new StringBuilder();
        var buffer = new char[512];
        int count;
        while ((count = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            text.Append(buffer, 0, count);
            int end;
            while ((end = text.ToString().IndexOf("\n\n", StringComparison.Ordinal)) >= 0)
            {
                var frame = text.ToString(0, end);
                text.Remove(0, end + 2);
                if (Parse(frame) is { } parsed)
                {
                    yield return parsed;
                }
            }
        }

        Assert.True(text.Length == 0, $"The stream ended within a frame: {text}");
    }

    private static ClientFrame? Parse(string frame)
    {
        Assert.DoesNotContain("\r", frame, StringComparison.Ordinal);
        var parsed = Parse(frame.Split('\n'));
        Assert.Equal(parsed, Parse(frame.Split(PythonLineEnds)));
        if (parsed is not { Name: { } name, Text: var text })
        {
            return null;
        }

        var data = JsonElement.Parse(text);
        Assert.True(data.ValueKind is JsonValueKind.Object, $"The data of {name} is no object: {text}");
        return new ClientFrame(name, parsed.Value.Id is { } id ? long.Parse(id) : null, data);
    }

    private static (string? Name, string? Id, string Text)? Parse(string[] lines)
    {
        (string? name, string? id, List<string> data) = (null, null, []);
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != ':'))
        {
            var (field, value) = line.IndexOf(':') is var colon and >= 0
                ? (line[..colon], line[(colon + 1)..].TrimStart(' '))
                : (line, "");
            switch (field)
            {
                case "event":
                    name = value;
                    break;
                case "id":
                    id = value;
                    break;
                case "data":
                    data.Add(value);
                    break;
                default:
                    break;
            }
        }

        return (name, id, string.Join('\n', data));
    }
}
