using Microsoft.Extensions.Options;

namespace Agntz.Providers;

/// <summary>Says what is wrong with <see cref="ModelsOptions"/>, and what to set instead.</summary>
internal sealed class ModelsOptionsCheck : IValidateOptions<ModelsOptions>
{
    private const int LeastAnswer = 64 * 1024;
    private const int MostAnswer = 256 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, ModelsOptions options)
    {
        var problems = options.Providers.SelectMany(provider => Problems(provider.Key, provider.Value))
            .Concat(PriceOptionsCheck.Problems([.. options.Prices]))
            .Concat(LimitProblems(options.MaxAnswerBytes))
            .ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> LimitProblems(int bytes)
    {
        if (bytes is < LeastAnswer or > MostAnswer)
        {
            yield return $"Models:MaxAnswerBytes must be from {LeastAnswer} to {MostAnswer}, found {bytes}. "
                + "Set Models__MaxAnswerBytes.";
        }
    }

    private static IEnumerable<string> Problems(string name, ProviderOptions provider)
    {
        if (string.Equals(name, ModelProviders.Demo, StringComparison.OrdinalIgnoreCase))
        {
            yield return "Models:Providers:demo must not be configured: the name belongs to the provider that is built in.";
        }
        else if (!Uri.TryCreate(provider.BaseUrl, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https"))
        {
            yield return $"Models:Providers:{name}:BaseUrl must be an absolute http or https URL, found "
                + $"'{provider.BaseUrl}'. Set Models__Providers__{name}__BaseUrl.";
        }
    }
}
