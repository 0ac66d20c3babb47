namespace Agntz.Persistence.Model.Owners;

/// <summary>One key that secrets are encrypted with, itself encrypted where there is a master key.</summary>
internal sealed class KeyRingRow
{
    /// <summary>In the order they were added.</summary>
    public long Id { get; set; }

    /// <summary>What it is called.</summary>
    public required string Name { get; set; }

    /// <summary>The key, as XML.</summary>
    public required string Xml { get; set; }
}
