using Agntz.Persistence.Tests.Conformance;

namespace Agntz.Persistence.Tests.Postgres;

public sealed class PostgresSessionImporterTests() : SessionImporterConformance(StorageProvider.Postgres);
