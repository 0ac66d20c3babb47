namespace Agntz.Persistence.Model.Workers;

/// <summary>When any process last renewed its lease; one row.</summary>
internal sealed class LeaseClockRow
{
    /// <summary>Always 1.</summary>
    public short Id { get; set; }

    /// <summary>The last renewal of any process, by the database's clock.</summary>
    public DateTimeOffset LastRenewal { get; set; }

    /// <summary>Since when renewals came without a long gap.</summary>
    public DateTimeOffset UnbrokenSince { get; set; }
}
