using Agntz.Persistence;

namespace Agntz.Api.Tests.Fuzz;

public sealed class FuzzTests() : FuzzTest(StorageProvider.Memory, usual: 10_000);
