namespace Agntz.Domain.Secrets;

/// <summary>Keeps the keys that secrets are encrypted with. Worker-side: they are the server's, not an owner's.</summary>
public interface IKeyRingStore
{
    /// <summary>Every key there is, as XML, in the order they were added.</summary>
    Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds a key under a name; one that is there already stays as it is.</summary>
    Task AddAsync(string name, string xml, CancellationToken cancellationToken);
}
