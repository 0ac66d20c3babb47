using Agntz.Persistence.Tests.Conformance;

namespace Agntz.Persistence.Tests.Postgres;

public sealed class PostgresRunLifecycleTests() : RunLifecycleConformance(StorageProvider.Postgres);
