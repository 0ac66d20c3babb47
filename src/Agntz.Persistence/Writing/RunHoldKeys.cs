using Agntz.Domain.Runs;

namespace Agntz.Persistence.Writing;

/// <summary>The key by which a hold is found in the database.</summary>
internal static class RunHoldKeys
{
    public static RunKey Key(this RunHold hold) => new(hold.Owner.Id, hold.Id.Value, hold.Epoch);
}
