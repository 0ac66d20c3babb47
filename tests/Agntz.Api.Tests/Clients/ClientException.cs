namespace Agntz.Api.Tests.Clients;

/// <summary>What the clients throw.</summary>
internal sealed class ClientException(string kind, string message, string? code, int status) : Exception(message)
{
    public string Kind { get; } = kind;

    public string? Code { get; } = code;

    public int Status { get; } = status;
}
