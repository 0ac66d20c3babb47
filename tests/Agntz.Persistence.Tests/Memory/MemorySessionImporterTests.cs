using Agntz.Persistence.Tests.Conformance;

namespace Agntz.Persistence.Tests.Memory;

public sealed class MemorySessionImporterTests() : SessionImporterConformance(StorageProvider.Memory);
