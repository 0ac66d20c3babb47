namespace Agntz.Testing.Otlp;

/// <summary>One export that a collector received.</summary>
/// <param name="Path">Where it was sent to.</param>
/// <param name="Headers">What was sent along.</param>
/// <param name="Message">The message, without the frame of gRPC.</param>
public sealed record OtlpRequest(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Message);
