namespace Agntz.Domain.Execution.Models;

/// <summary>A call to a model failed on the provider's side or on the way to it.</summary>
public sealed class ModelCallException : Exception
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What the caller of the run reads; never holds a key or a header.</param>
    /// <param name="inner">What the client library threw; null when there is nothing.</param>
    public ModelCallException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>The HTTP status the provider answered; null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>Whether the same call may succeed when it is tried again.</summary>
    public bool Retryable { get; init; }

    /// <summary>The code the run fails with; null for that of any failed call.</summary>
    public string? Code { get; init; }

    /// <summary>How long the provider asked to wait before the next try; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
