using Agntz.Persistence;

namespace Agntz.Api.Tests.Sessions;

public sealed class SessionConflictOnPostgresTests() : SessionConflictTests(StorageProvider.Postgres);
