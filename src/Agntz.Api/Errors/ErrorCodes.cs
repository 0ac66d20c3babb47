namespace Agntz.Api.Errors;

/// <summary>The stable words of errors a request can be answered with; those of runs are in the domain.</summary>
internal static class ErrorCodes
{
    public const string BadRequest = "BAD_REQUEST";

    public const string Unauthenticated = "UNAUTHENTICATED";

    public const string NotFound = "NOT_FOUND";

    public const string MethodNotAllowed = "METHOD_NOT_ALLOWED";

    public const string Conflict = "CONFLICT";

    public const string IdempotencyConflict = "IDEMPOTENCY_CONFLICT";

    public const string SessionBusy = "SESSION_BUSY";

    public const string SessionQueueFull = "SESSION_QUEUE_FULL";

    public const string RunActive = "RUN_ACTIVE";

    public const string PayloadTooLarge = "PAYLOAD_TOO_LARGE";

    public const string UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE";

    public const string RateLimited = "RATE_LIMITED";

    public const string NotSupported = "NOT_SUPPORTED";

    public const string SecretsUnavailable = "SECRETS_UNAVAILABLE";

    public const string Unavailable = "UNAVAILABLE";

    public const string Internal = "INTERNAL_ERROR";
}
