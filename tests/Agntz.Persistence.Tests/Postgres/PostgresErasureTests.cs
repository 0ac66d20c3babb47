using Agntz.Persistence.Tests.Conformance;

namespace Agntz.Persistence.Tests.Postgres;

public sealed class PostgresErasureTests() : ErasureConformance(StorageProvider.Postgres);
