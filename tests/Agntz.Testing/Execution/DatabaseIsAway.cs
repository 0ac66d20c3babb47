using System.Data.Common;
using Agntz.Domain.Health;

namespace Agntz.Testing.Execution;

/// <summary>What a database that cannot be reached is met with.</summary>
public sealed class DatabaseIsAway() : DbException("The database cannot be reached.")
{
    /// <inheritdoc/>
    public override bool IsTransient => true;

    /// <summary>Takes this, and nothing else, for a database that is away.</summary>
    public sealed class Alone : IDatabaseFailures
    {
        /// <inheritdoc/>
        public bool MeanAway(Exception failure) => failure is DatabaseIsAway;
    }
}
