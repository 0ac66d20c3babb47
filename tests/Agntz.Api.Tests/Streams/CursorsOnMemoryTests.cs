using Agntz.Persistence;

namespace Agntz.Api.Tests.Streams;

public sealed class CursorsOnMemoryTests() : CursorTests(StorageProvider.Memory);
