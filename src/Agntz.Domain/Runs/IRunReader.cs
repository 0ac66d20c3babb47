using Agntz.Domain.Owners;
using Agntz.Domain.Paging;

namespace Agntz.Domain.Runs;

/// <summary>Reads the records of runs. Another owner's run is as unknown as one that never was.</summary>
public interface IRunReader
{
    /// <summary>One run with its payload; null when the owner has none of this id.</summary>
    Task<Run?> FindAsync(Owner owner, RunId id, CancellationToken cancellationToken);

    /// <summary>A page of runs, newest first, without payloads.</summary>
    Task<Page<Run>> ListAsync(Owner owner, RunQuery query, CancellationToken cancellationToken);
}
