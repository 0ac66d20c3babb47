using Agntz.Persistence.Tests.Conformance;

namespace Agntz.Persistence.Tests.Postgres;

public sealed class PostgresRunWriterTests() : RunWriterConformance(StorageProvider.Postgres);
