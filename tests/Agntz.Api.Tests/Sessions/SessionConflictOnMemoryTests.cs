using Agntz.Persistence;

namespace Agntz.Api.Tests.Sessions;

public sealed class SessionConflictOnMemoryTests() : SessionConflictTests(StorageProvider.Memory);
