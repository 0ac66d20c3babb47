using Agntz.Persistence.Tests.Conformance;

namespace Agntz.Persistence.Tests.Sqlite;

public sealed class SqliteCommitProgressTests() : CommitProgressConformance(StorageProvider.Sqlite);
