namespace Agntz.Api.Health;

/// <summary>Whether the process should be sent requests, and what speaks against it.</summary>
/// <param name="Status"><c>ready</c> or <c>unready</c>.</param>
/// <param name="Database">
/// <c>ready</c>, <c>behind</c> (tables are missing), <c>unreachable</c>, or <c>unwritable</c> (read-only or full).
/// </param>
/// <param name="Worker">
/// <c>ready</c>, <c>off</c> (it executes no runs, by configuration), <c>no lease</c> (it could not renew it and starts
/// nothing until it can) or <c>stopping</c>.
/// </param>
public sealed record ReadinessResponse(string Status, string Database, string Worker);
