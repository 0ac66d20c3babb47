using Agntz.Persistence;

namespace Agntz.Api.Tests.Runs;

public sealed class FirstRunOnMemoryTests() : FirstRunTests(StorageProvider.Memory);
