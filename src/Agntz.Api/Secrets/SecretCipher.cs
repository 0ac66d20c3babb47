using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Agntz.Api.Hosting;
using Agntz.Domain.Owners;
using Agntz.Domain.Secrets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Secrets;

/// <inheritdoc/>
internal sealed class SecretCipher(
    IDataProtectionProvider protection, IOptions<SecretsOptions> options, IConfiguration configuration) : ISecretCipher
{
    private const string Purpose = "Agntz.Secrets.v1";

    public string? Refusal { get; } =
        options.Value.MasterKey is null && ListenAddresses.BeyondLoopback(configuration) is { } open
            ? $"This server listens on '{open}', which others can reach, and keeps no secrets without a master key. Set "
                + "Secrets__MasterKey to what 'openssl rand -base64 32' prints, and keep it."
            : null;

    public byte[] Encrypt(Owner owner, string name, string value) => Refusal is { } refusal
        ? throw new InvalidOperationException(refusal)
        : Protector(owner, name).Protect(Encoding.UTF8.GetBytes(value));

    public string? Decrypt(Owner owner, string name, byte[] encrypted)
    {
        if (Refusal is not null)
        {
            return null;
        }

        try
        {
            return Encoding.UTF8.GetString(Protector(owner, name).Unprotect(encrypted));
        }
        catch (CryptographicException)
        {
            // The bytes are of another owner or name, or of a key that is gone; which, they do not tell.
            return null;
        }
    }

    private IDataProtector Protector(Owner owner, string name) =>
        protection.CreateProtector(Purpose, owner.Id.ToString(CultureInfo.InvariantCulture), name);
}
