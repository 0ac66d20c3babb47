using Agntz.Persistence;

namespace Agntz.Api.Tests.Streams;

public sealed class StreamingOnSqliteTests() : StreamingTests(StorageProvider.Sqlite);
