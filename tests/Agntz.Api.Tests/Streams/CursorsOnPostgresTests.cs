using Agntz.Persistence;

namespace Agntz.Api.Tests.Streams;

public sealed class CursorsOnPostgresTests() : CursorTests(StorageProvider.Postgres);
