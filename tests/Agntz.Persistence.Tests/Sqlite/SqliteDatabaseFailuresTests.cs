using Agntz.Persistence.Tests.Conformance;

namespace Agntz.Persistence.Tests.Sqlite;

public sealed class SqliteDatabaseFailuresTests() : DatabaseFailuresConformance(StorageProvider.Sqlite);
