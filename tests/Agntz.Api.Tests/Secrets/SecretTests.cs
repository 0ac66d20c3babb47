using System.Net;
using System.Net.Http.Json;
using System.Text;
using Agntz.Domain.Owners;
using Agntz.Domain.Secrets;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Secrets;

public sealed class SecretTests : AgntzApplicationTest
{
    private const string Value = "sk-0123456789";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Set_NewName_IsListedWithoutItsValue()
    {
        var reply = await PutAsync("API_KEY", new { value = Value });

        var list = await Api.GetAsync("/secrets");
        var secret = Assert.Single(list.Expect(HttpStatusCode.OK).EnumerateArray());
        Assert.Equal((HttpStatusCode.NoContent, ""), (reply.Status, reply.Body));
        Assert.Equal(["createdAt", "name", "updatedAt"], secret.EnumerateObject().Select(it => it.Name).Order());
        Assert.Equal("API_KEY", secret.GetProperty("name").GetString());
        Assert.DoesNotContain(Value, list.Body);
    }

    [Fact]
    public async Task Set_IsKeptEncryptedAndReadOnlyByItsOwnerUnderItsName()
    {
        await PutAsync("API_KEY", new { value = Value });

        var owner = await OwnerAsync();
        var cipher = Service.Get<ISecretCipher>();
        var kept = (await Service.Get<ISecretStore>().FindAsync(owner, ["API_KEY"], Token))["API_KEY"];
        Assert.DoesNotContain(Value, Encoding.Latin1.GetString(kept));
        Assert.Equal(Value, cipher.Decrypt(owner, "API_KEY", kept));
        Assert.Null(cipher.Decrypt(owner, "OTHER", kept));
        Assert.Null(cipher.Decrypt(owner with { Id = owner.Id + 1 }, "API_KEY", kept));
    }

    [Fact]
    public async Task Delete_KeptName_AnswersOnce()
    {
        await PutAsync("API_KEY", new { value = Value });

        Assert.Equal(HttpStatusCode.NoContent, (await Api.SendAsync(HttpMethod.Delete, "/secrets/API_KEY")).Status);
        (await Api.SendAsync(HttpMethod.Delete, "/secrets/API_KEY")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    [Theory]
    [InlineData("1KEY")]
    [InlineData("a.b")]
    [InlineData("with%20space")]
    public async Task Set_NameNoTemplateCouldUse_IsRefused(string name) =>
        (await PutAsync(name, new { value = Value })).ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"value":""}""")]
    [InlineData("""{"value":7}""")]
    [InlineData("""{"value":"\ud800"}""")]
    [InlineData("[]")]
    public async Task Set_BodyWithoutValue_IsRefused(string body)
    {
        var reply = await Api.SendAsync(HttpMethod.Put, "/secrets/KEY", new StringContent(body, Encoding.UTF8, "application/json"));

        reply.ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");
    }

    [Fact]
    public async Task Set_ValueTooLong_IsRefusedWithoutRepeatingIt()
    {
        var value = new string('x', SecretVault.MaxLength + 1);

        var reply = await PutAsync("KEY", new { value });

        reply.ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");
        Assert.DoesNotContain("xxx", reply.Body);
    }

    [Fact]
    public async Task Routes_WithoutKey_AreClosed()
    {
        using var nobody = new AgntzClient(Service.Address, null);

        (await nobody.GetAsync("/secrets")).ExpectProblem(HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
    }

    private Task<AgntzReply> PutAsync(string name, object body) =>
        Api.SendAsync(HttpMethod.Put, $"/secrets/{name}", JsonContent.Create(body));

    private Task<Owner> OwnerAsync() =>
        Service.Get<IOwnerStore>().EnsureAsync(Owner.ApiKeyIssuer, "local", Token);
}
