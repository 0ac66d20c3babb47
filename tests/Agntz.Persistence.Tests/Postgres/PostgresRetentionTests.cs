using Agntz.Persistence.Tests.Conformance;

namespace Agntz.Persistence.Tests.Postgres;

public sealed class PostgresRetentionTests() : RetentionConformance(StorageProvider.Postgres);
