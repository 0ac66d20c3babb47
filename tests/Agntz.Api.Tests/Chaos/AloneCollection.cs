namespace Agntz.Api.Tests.Chaos;

/// <summary>Tests that need the machine for themselves: none runs beside them.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class AloneCollection;
