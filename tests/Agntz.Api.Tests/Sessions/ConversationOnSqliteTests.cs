using Agntz.Persistence;

namespace Agntz.Api.Tests.Sessions;

public sealed class ConversationOnSqliteTests() : ConversationTests(StorageProvider.Sqlite);
