using Agntz.Persistence.Tests.Conformance;

namespace Agntz.Persistence.Tests.Sqlite;

public sealed class SqliteRunLifecycleTests() : RunLifecycleConformance(StorageProvider.Sqlite);
