using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Agntz.Api.Secrets;
using Agntz.Domain.Owners;
using Agntz.Domain.Secrets;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Secrets;

public sealed class MasterKeyTests
{
    private const string Setting = "Secrets:MasterKey";
    private const string Key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private const string OtherKey = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU=";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeyRing_WithMasterKey_HoldsNothingThatCouldDecrypt()
    {
        await using var service = await AgntzApplication.StartAsync(StorageProvider.Memory, (Setting, Key));
        await SetAsync(service);

        var ring = Assert.Single(await service.Get<IKeyRingStore>().ListAsync(Token));

        Assert.Contains("encryptedSecret", ring);
        Assert.Contains("<masterKey", ring);
        Assert.DoesNotContain("<value>", ring);
    }

    [Fact]
    public async Task Secret_AfterARestartWithTheSameMasterKey_IsRead()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Sqlite);
        await using (var first = AgntzApplication.Start(location, (Setting, Key)))
        {
            await SetAsync(first);
        }

        await using var second = AgntzApplication.Start(location, (Setting, Key));

        Assert.Equal("value-1", (await ReadAsync(second))["KEY"]);
    }

    [Fact]
    public async Task Secret_AfterARestartWithAnotherMasterKey_IsNotReadAndCanBeSetAgain()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Sqlite);
        await using (var first = AgntzApplication.Start(location, (Setting, Key)))
        {
            await SetAsync(first);
        }

        await using var second = AgntzApplication.Start(location, (Setting, OtherKey));
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(second));
        await SetAsync(second);

        Assert.Contains("Secrets__MasterKey", failure.Message);
        Assert.Equal("value-1", (await ReadAsync(second))["KEY"]);
    }

    [Fact]
    public async Task Set_BeyondLoopbackWithoutMasterKey_IsRefusedAndSaysWhatToSet()
    {
        // The test server listens on loopback whatever this says.
        await using var service = await AgntzApplication.StartAsync(StorageProvider.Memory, ("urls", "http://0.0.0.0:0"));
        Assert.Equal("127.0.0.1", service.Address.Host);

        var problem = (await PutAsync(service)).ExpectProblem(HttpStatusCode.Conflict, "SECRETS_UNAVAILABLE");

        Assert.Contains("Secrets__MasterKey", problem.GetProperty("error").GetString());
        Assert.Empty((await service.Api.GetJsonAsync("/secrets")).EnumerateArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("MDEyMw==")]
    [InlineData("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYwMTIz")]
    public void Check_MasterKeyThatIsNone_NamesTheSetting(string key)
    {
        var result = new SecretsOptionsCheck().Validate(null, new SecretsOptions { MasterKey = key });

        Assert.True(result.Failed);
        Assert.Contains("Secrets__MasterKey", result.FailureMessage);
    }

    [Fact]
    public void Encrypt_SameTextTwice_GivesDifferentBytesAndEveryChangeIsNoticed()
    {
        var key = Convert.FromBase64String(Key);
        byte[] text = [1, 2, 3];
        var first = MasterKey.Encrypt(key, text);

        Assert.NotEqual(first, MasterKey.Encrypt(key, text));
        Assert.Equal(text, MasterKey.Decrypt(key, first));
        Assert.All(Enumerable.Range(0, first.Length), index =>
        {
            byte[] changed = [.. first];
            changed[index] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => MasterKey.Decrypt(key, changed));
        });
    }

    private static async Task SetAsync(AgntzApplication service) =>
        Assert.Equal(HttpStatusCode.NoContent, (await PutAsync(service)).Status);

    private static Task<AgntzReply> PutAsync(AgntzApplication service) =>
        service.Api.SendAsync(HttpMethod.Put, "/secrets/KEY", JsonContent.Create(new { value = "value-1" }));

    private static async Task<SecretValues> ReadAsync(AgntzApplication service)
    {
        var owner = await service.Get<IOwnerStore>().EnsureAsync(Owner.ApiKeyIssuer, "local", Token);
        return await service.Get<SecretVault>().ReadAsync(owner, ["KEY"], "agent", Token);
    }
}
