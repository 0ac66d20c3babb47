namespace Agntz.Testing.Network;

/// <summary>What a <see cref="RecordingServer"/> received.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">Path and query, as sent.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body; empty for none.</param>
public sealed record RecordedRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
