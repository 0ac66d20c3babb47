using Agntz.Api.Json;

namespace Agntz.Api.Agents;

/// <summary>What there is to say of a manifest.</summary>
/// <param name="Valid">Whether it can be imported.</param>
/// <param name="Errors">What makes it unusable.</param>
/// <param name="Warnings">What is probably not meant.</param>
/// <param name="Manifest">The manifest as JSON; absent when its text or its structure is wrong.</param>
public sealed record ValidateResponse(
    bool Valid, IReadOnlyList<ImportError> Errors, IReadOnlyList<ImportWarning> Warnings, RawJson? Manifest);
