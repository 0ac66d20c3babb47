namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>A request had no answer.</summary>
/// <param name="message">Why, without anything that must not be seen.</param>
public sealed class HttpSendException(string message) : Exception(message);
