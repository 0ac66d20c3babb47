using Agntz.Persistence;

namespace Agntz.Api.Tests.Telemetry;

public sealed class CostsOnMemoryTests() : CostTests(StorageProvider.Memory);
