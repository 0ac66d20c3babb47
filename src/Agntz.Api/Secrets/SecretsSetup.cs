using Agntz.Domain.Secrets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Secrets;

/// <summary>Registers the keeping of secrets.</summary>
internal static class SecretsSetup
{
    private const string Application = "Agntz.Server";

    public static IServiceCollection AddAgntzSecrets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SecretsOptions>()
            .Bind(configuration.GetSection(SecretsOptions.SectionName))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecretsOptions>, SecretsOptionsCheck>();
        services.AddDataProtection().SetApplicationName(Application);
        services.AddOptions<KeyManagementOptions>().Configure<IKeyRingStore, IOptions<SecretsOptions>>(
            (ring, keys, secrets) =>
            {
                ring.XmlRepository = new KeyRingRepository(keys);
                ring.XmlEncryptor = secrets.Value.KeyMaterial() is { } key
                    ? new MasterKeyEncryptor(key)
                    : new NullXmlEncryptor();
            });
        return services.AddSingleton<ISecretCipher, SecretCipher>().AddSingleton<SecretVault>();
    }
}
