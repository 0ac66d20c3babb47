namespace Agntz.Api.Ingestion.Otlp;

/// <summary>What spans have in common: who sent them, and which library made them.</summary>
/// <param name="Resource">The attributes of the sender.</param>
/// <param name="Name">The library; empty when it has no name.</param>
/// <param name="Version">Its version; empty when it says none.</param>
internal sealed record OtlpScope(IReadOnlyList<OtlpAttribute> Resource, string Name, string Version);
