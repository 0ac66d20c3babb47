using System.Data.Common;

namespace Agntz.Testing.Execution;

/// <summary>What a database that cannot be reached is met with.</summary>
public sealed class DatabaseIsAway() : DbException("The database cannot be reached.")
{
    /// <inheritdoc/>
    public override bool IsTransient => true;
}
