using System.Net;
using System.Net.Sockets;
using System.Text;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Limits;

/// <summary>Bodies that come slowly.</summary>
public sealed class SlowBodyTests : AgntzApplicationTest
{
    protected override (string Key, string Value)[] Settings => [("Requests:BodyTimeout", "00:00:00.500")];

    [Theory]
    [InlineData("/runs")]
    [InlineData("/v1/traces")]
    public async Task Post_BodyThatDrips_IsRefusedWhenItsTimeIsOver(string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Service.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {AgntzApplication.Key}\r\n"
                + "Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{"),
            TestContext.Current.CancellationToken);

        var answer = new byte[512];
        var read = await stream.ReadAtLeastAsync(answer, 12, cancellationToken: TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 408", Encoding.ASCII.GetString(answer, 0, read), StringComparison.Ordinal);
    }
}
