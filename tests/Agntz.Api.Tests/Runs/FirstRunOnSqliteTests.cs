using Agntz.Persistence;

namespace Agntz.Api.Tests.Runs;

public sealed class FirstRunOnSqliteTests() : FirstRunTests(StorageProvider.Sqlite);
