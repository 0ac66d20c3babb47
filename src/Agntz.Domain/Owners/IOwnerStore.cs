namespace Agntz.Domain.Owners;

/// <summary>Keeps who has ever come in. Worker-side: it is what makes an <see cref="Owner"/>.</summary>
public interface IOwnerStore
{
    /// <summary>The owner of this name; made when it is seen for the first time. Safe for concurrent callers.</summary>
    Task<Owner> EnsureAsync(string issuer, string subject, CancellationToken cancellationToken);
}
