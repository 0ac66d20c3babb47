using Agntz.Persistence.Tests.Conformance;

namespace Agntz.Persistence.Tests.Memory;

public sealed class MemoryCommitProgressTests() : CommitProgressConformance(StorageProvider.Memory);
