using System.Text;

namespace Agntz.Api.Tests.Fuzz;

/// <summary>A request that may be wrong in any way, as it is sent.</summary>
internal sealed class FuzzedRequest
{
    private const int MostShown = 2000;

    /// <summary>The how-manieth it is, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>Everything of it.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>Whether its body is shorter than announced, and the connection is closed behind it.</summary>
    public bool EndsEarly { get; init; }

    /// <summary>Whether the connection may end without an answer: it is more than the service reads.</summary>
    public bool MayBeCut { get; init; }

    /// <summary>It, for people: what is no ASCII or would not be seen is spelled out.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var unit in Bytes.Take(MostShown))
        {
            text.Append(unit switch
            {
                (byte)'\n' or (>= 0x20 and < 0x7F) => ((char)unit).ToString(),
                (byte)'\r' => "",
                _ => $"<{unit:x2}>",
            });
        }

        return $"{text}{(Bytes.Length > MostShown ? $"… {Bytes.Length} bytes" : "")}";
    }
}
