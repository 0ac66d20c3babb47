using Agntz.Persistence;

namespace Agntz.Api.Tests.Sessions;

public sealed class SessionConflictOnSqliteTests() : SessionConflictTests(StorageProvider.Sqlite);
