using Microsoft.Extensions.Options;

namespace Agntz.Api.Secrets;

/// <summary>Says what is wrong with <see cref="SecretsOptions"/>, and what to set instead.</summary>
internal sealed class SecretsOptionsCheck : IValidateOptions<SecretsOptions>
{
    public ValidateOptionsResult Validate(string? name, SecretsOptions options) =>
        options.MasterKey is null || options.KeyMaterial() is not null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Secrets:MasterKey must be {SecretsOptions.KeyBytes} bytes in base64. Set "
                + "Secrets__MasterKey to what 'openssl rand -base64 32' prints, or unset it.");
}
