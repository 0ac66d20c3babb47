using Agntz.Persistence.Tests.Conformance;

namespace Agntz.Persistence.Tests.Postgres;

public sealed class PostgresSessionConflictTests() : SessionConflictConformance(StorageProvider.Postgres);
