using Agntz.Persistence;

namespace Agntz.Api.Tests.Runs;

public sealed class FirstRunOnPostgresTests() : FirstRunTests(StorageProvider.Postgres);
