using Agntz.Persistence;

namespace Agntz.Api.Tests.Telemetry;

public sealed class CostsOnPostgresTests() : CostTests(StorageProvider.Postgres);
