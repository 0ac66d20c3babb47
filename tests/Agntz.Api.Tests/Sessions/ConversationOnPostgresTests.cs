using Agntz.Persistence;

namespace Agntz.Api.Tests.Sessions;

public sealed class ConversationOnPostgresTests() : ConversationTests(StorageProvider.Postgres);
