using Agntz.Persistence.Engines.Sqlite;
using Agntz.Testing.Http;

namespace Agntz.Testing.Stores;

/// <summary>Makes a database of SQLite unusable for the process that has it, and usable again.</summary>
public static class SqliteTrouble
{
    /// <summary>It cannot grow any more, as on a full disk.</summary>
    public static Task FillAsync(AgntzApplication service) => SetAsync(service, "max_page_count = 1");

    /// <summary>It cannot be written to.</summary>
    public static Task ForbidWritesAsync(AgntzApplication service) => SetAsync(service, "query_only = 1");

    /// <summary>All is well again.</summary>
    public static Task MendAsync(AgntzApplication service) =>
        SetAsync(service, "max_page_count = 1000000; PRAGMA query_only = 0");

    private static async Task SetAsync(AgntzApplication service, string setting)
    {
        using var turn = await service.Get<SqliteWriteGate>().EnterAsync(CancellationToken.None);
        turn.Connection.Execute($"PRAGMA {setting}");
    }
}
