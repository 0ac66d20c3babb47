using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>Instants as milliseconds since 1970: SQLite has no type for them that sorts.</summary>
internal sealed class InstantMilliseconds() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(),
    milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
