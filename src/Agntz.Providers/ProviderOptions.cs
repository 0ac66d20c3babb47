namespace Agntz.Providers;

/// <summary>How one provider is reached.</summary>
public sealed class ProviderOptions
{
    /// <summary>
    /// Where its API begins, such as <c>https://api.openai.com/v1</c> or <c>https://api.anthropic.com</c>.
    /// </summary>
    /// <value>The default is the provider's own address where it is known by name; else there is none.</value>
    public string? BaseUrl { get; set; }

    /// <summary>The key it lets us in with; null for servers that ask for none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>What it speaks.</summary>
    /// <value>The default is Anthropic's protocol for <c>anthropic</c>, and OpenAI's for all others.</value>
    public ModelProtocol? Protocol { get; set; }
}
