using Agntz.Persistence;

namespace Agntz.Api.Tests.Sessions;

public sealed class ConversationOnMemoryTests() : ConversationTests(StorageProvider.Memory);
