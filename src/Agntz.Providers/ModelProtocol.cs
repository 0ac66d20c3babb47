namespace Agntz.Providers;

/// <summary>What a provider speaks.</summary>
public enum ModelProtocol
{
    /// <summary>OpenAI's chat completions.</summary>
    OpenAi,

    /// <summary>Anthropic's messages.</summary>
    Anthropic,
}
