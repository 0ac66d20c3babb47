using Agntz.Persistence.Tests.Conformance;

namespace Agntz.Persistence.Tests.Memory;

public sealed class MemoryIdempotencyKeysTests() : IdempotencyKeysConformance(StorageProvider.Memory);
