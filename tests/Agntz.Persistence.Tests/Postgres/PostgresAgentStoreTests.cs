using Agntz.Persistence.Tests.Conformance;

namespace Agntz.Persistence.Tests.Postgres;

public sealed class PostgresAgentStoreTests() : AgentStoreConformance(StorageProvider.Postgres);
