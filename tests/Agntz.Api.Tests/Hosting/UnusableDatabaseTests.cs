using System.Net;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Postgres;
using Agntz.Testing.Stores;
using Npgsql;

namespace Agntz.Api.Tests.Hosting;

/// <summary>
/// A database that answers and cannot be used: whoever asks is told to come back, whatever they ask, and whoever
/// watches is told the truth.
/// </summary>
public sealed class UnusableDatabaseTests
{
    private const string Agent =
        """
        id: greeter
        kind: llm
        model: {provider: openai, name: fake}
        instruction: Greet.
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Troubles => new()
    {
        { "read-only", true },
        { "no login", false },
        { "no privileges", false },
        { "no connections", false },
        { "renamed", false },
        { "slow", false },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Request_DatabaseThatCannotBeUsed_IsToldToComeBackAndReadinessSaysSo(string trouble, bool canRead)
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var role = await OrdinaryRole.CreateAsync(location);
        await using var service = AgntzApplication.Start(role.Location);
        await service.Api.ImportAsync(Agent);
        using var stranger = new AgntzClient(service.Address, "ar_live_somebody-nobody-has-seen");
        using var nobody = new AgntzClient(service.Address, null);

        await using (await BeginAsync(role, trouble))
        {
            foreach (var route in Requests.Reads)
            {
                var reply = await route.SendAsync(service.Api);
                if (!canRead || reply.Status is not HttpStatusCode.OK)
                {
                    ExpectComeBack(route, reply);
                }
            }

            foreach (var route in Requests.Writes)
            {
                ExpectComeBack(route, await route.SendAsync(service.Api));
            }

            if (!canRead)
            {
                ExpectComeBack(Requests.Reads[0], await Requests.Reads[0].SendAsync(stranger));
            }

            var ready = (await nobody.GetAsync("/health/ready")).Expect(HttpStatusCode.ServiceUnavailable);
            Assert.Equal(canRead ? "unwritable" : "unreachable", ready.GetProperty("database").GetString());
        }

        await WaitUntilReadyAsync(service.Api);
        foreach (var route in Requests.Reads.Concat(Requests.Writes))
        {
            var reply = await route.SendAsync(service.Api);
            Assert.True((int)reply.Status is < 500, $"{route}: {reply.Body}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Request_FileThatTakesNoWrites_IsToldToComeBackAndReadinessSaysSo(bool isFull)
    {
        await using var service = await AgntzApplication.StartAsync(StorageProvider.Sqlite);

        await (isFull ? SqliteTrouble.FillAsync(service) : SqliteTrouble.ForbidWritesAsync(service));
        foreach (var route in Requests.Writes)
        {
            ExpectComeBack(route, await route.SendAsync(service.Api));
        }

        foreach (var route in Requests.Reads)
        {
            (await route.SendAsync(service.Api)).Expect(HttpStatusCode.OK);
        }

        // What is written to be ready needs no more room than is there; of a file that must not be written to, none is.
        var ready = await service.Api.GetAsync("/health/ready");
        Assert.Equal(isFull ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, ready.Status);

        await SqliteTrouble.MendAsync(service);
        (await service.Api.GetAsync("/health/ready")).Expect(HttpStatusCode.OK);
        foreach (var route in Requests.Writes)
        {
            (await route.SendAsync(service.Api)).Expect(HttpStatusCode.OK);
        }
    }

    private static void ExpectComeBack(TroubledRequest route, AgntzReply reply)
    {
        Assert.True(reply.Status is HttpStatusCode.ServiceUnavailable, $"{route}: {(int)reply.Status} {reply.Body}");
        reply.ExpectProblem(HttpStatusCode.ServiceUnavailable, "UNAVAILABLE");
        Assert.True(reply.Headers.ContainsKey("Retry-After"), $"{route}");
    }

    private static async Task WaitUntilReadyAsync(AgntzClient api)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        while ((await api.GetAsync("/health/ready")).Status is not HttpStatusCode.OK)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
        }
    }

    // The connections that are there know nothing of most of it, so they are ended.
    private static async Task<IAsyncDisposable> BeginAsync(OrdinaryRole role, string trouble)
    {
        switch (trouble)
        {
            case "read-only":
                return await BeginAsync(role, $"ALTER DATABASE {role.Database} SET default_transaction_read_only = on",
                    $"ALTER DATABASE {role.Database} RESET default_transaction_read_only");
            case "no login":
                return await BeginAsync(role, $"ALTER ROLE {role.Name} NOLOGIN", $"ALTER ROLE {role.Name} LOGIN");
            case "no privileges":
                return await BeginAsync(
                    role, $"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role.Name}", role.Grants, isHere: true);
            case "no connections":
                return await BeginAsync(
                    role, $"ALTER ROLE {role.Name} CONNECTION LIMIT 0", $"ALTER ROLE {role.Name} CONNECTION LIMIT -1");
            case "renamed":
                await role.BesideAsync($"ALTER DATABASE {role.Database} ALLOW_CONNECTIONS false");
                await role.DisconnectAsync();
                return await BeginAsync(role, $"ALTER DATABASE {role.Database} RENAME TO {role.Database}_away",
                    $"ALTER DATABASE {role.Database}_away RENAME TO {role.Database}; "
                    + $"ALTER DATABASE {role.Database} ALLOW_CONNECTIONS true");
            default:
                return await LockAsync(role);
        }
    }

    private static async Task<IAsyncDisposable> BeginAsync(
        OrdinaryRole role, string begin, string end, bool isHere = false)
    {
        await (isHere ? role.AsSuperuserAsync(begin) : role.BesideAsync(begin));
        await role.DisconnectAsync();
        return new Ending(async () =>
        {
            await (isHere ? role.AsSuperuserAsync(end) : role.BesideAsync(end.Split("; ")));
            await role.DisconnectAsync();
        });
    }

    private static async Task<IAsyncDisposable> LockAsync(OrdinaryRole role)
    {
        await role.BesideAsync($"ALTER ROLE {role.Name} SET statement_timeout = '100ms'");
        await role.DisconnectAsync();
        var superuser = new NpgsqlConnectionStringBuilder(role.Location.ConnectionString)
        {
            Username = "postgres",
            Pooling = false,
        };
        var connection = new NpgsqlConnection(superuser.ToString());
        await connection.OpenAsync(Token);
        await using var locking = new NpgsqlCommand(
            """
            DO $$ DECLARE t record; BEGIN
                FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
                    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', t.tablename);
                END LOOP;
            END $$
            """,
            connection, await connection.BeginTransactionAsync(Token));
        await locking.ExecuteNonQueryAsync(Token);
        return new Ending(async () =>
        {
            await connection.DisposeAsync();
            await role.BesideAsync($"ALTER ROLE {role.Name} RESET statement_timeout");
            await role.DisconnectAsync();
        });
    }

    private sealed class Ending(Func<Task> end) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await end();
    }
}
