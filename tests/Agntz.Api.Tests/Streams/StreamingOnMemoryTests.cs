using Agntz.Persistence;

namespace Agntz.Api.Tests.Streams;

public sealed class StreamingOnMemoryTests() : StreamingTests(StorageProvider.Memory);
