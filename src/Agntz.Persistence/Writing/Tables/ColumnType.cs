namespace Agntz.Persistence.Writing.Tables;

/// <summary>What a column holds, in words every engine has a type for.</summary>
internal enum ColumnType
{
    BigInt,
    Integer,
    SmallInt,
    Boolean,
    Decimal,
    Text,
    Json,
    Uuid,
    Instant,
    Bytes,
}
