namespace Agntz.Domain.Agents.Tools;

/// <summary>How an http tool comes by the token it sends.</summary>
public abstract record HttpAuthDeclaration
{
    private protected HttpAuthDeclaration()
    {
    }

    /// <summary>How long a token is used whose answer does not say; null for 3000 seconds.</summary>
    public TimeSpan? CacheTtl { get; init; }

    /// <summary>The statuses after which a new token is fetched, once.</summary>
    public IReadOnlyList<int> RefreshOn { get; init; } = [401];
}
