using Agntz.Persistence;

namespace Agntz.Api.Tests.Fuzz;

/// <summary>Fewer, on the engine that takes fewer texts.</summary>
public sealed class FuzzOnPostgresTests() : FuzzTest(StorageProvider.Postgres, usual: 2_000);
