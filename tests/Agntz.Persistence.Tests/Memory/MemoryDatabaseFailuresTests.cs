using Agntz.Persistence.Tests.Conformance;

namespace Agntz.Persistence.Tests.Memory;

public sealed class MemoryDatabaseFailuresTests() : DatabaseFailuresConformance(StorageProvider.Memory);
