using Agntz.Persistence;

namespace Agntz.Api.Tests.Streams;

public sealed class StreamingOnPostgresTests() : StreamingTests(StorageProvider.Postgres);
