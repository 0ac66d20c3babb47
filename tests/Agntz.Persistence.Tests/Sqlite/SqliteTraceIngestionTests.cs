using Agntz.Persistence.Tests.Conformance;

namespace Agntz.Persistence.Tests.Sqlite;

public sealed class SqliteTraceIngestionTests() : TraceIngestionConformance(StorageProvider.Sqlite);
