using Agntz.Persistence.Tests.Conformance;

namespace Agntz.Persistence.Tests.Postgres;

public sealed class PostgresCommitProgressTests() : CommitProgressConformance(StorageProvider.Postgres);
