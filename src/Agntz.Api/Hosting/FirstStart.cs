using Agntz.Api.Auth;
using Agntz.Domain.Owners;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Hosting;

/// <summary>
/// Makes a new installation usable: the owner <c>local</c>, a key to come in with, and agents to run. What exists is
/// left as it is.
/// </summary>
internal sealed class FirstStart(
    IOwnerStore owners, IApiKeyStore keys, SampleAgents agents, IOptions<AuthOptions> auth, Announcement announcement)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var local = await owners.EnsureAsync(Owner.ApiKeyIssuer, Owner.LocalSubject, cancellationToken);
        await agents.ImportAsync(local, cancellationToken);
        if (auth.Value.BootstrapApiKey is { } configured)
        {
            await keys.AddAsync(local, ApiKey.Of(configured), "bootstrap", null, cancellationToken);
        }
        else if (!auth.Value.Jwt.IsConfigured && !await keys.AnyAsync(cancellationToken))
        {
            var key = ApiKey.Create();
            await keys.AddAsync(local, key, "first start", null, cancellationToken);
            announcement.KeyMade(key);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
