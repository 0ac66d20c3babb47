namespace Agntz.Testing.Mcp;

/// <summary>How a <see cref="FakeMcp"/> is spoken to.</summary>
public enum FakeMcpTransport
{
    /// <summary>Streamable HTTP of the newest revision, which knows no sessions.</summary>
    Streamable,

    /// <summary>Streamable HTTP with sessions.</summary>
    Sessions,

    /// <summary>HTTP with SSE alone, as in the first revision.</summary>
    Sse,
}
