using Agntz.Domain.Traces;
using Agntz.Persistence.Model.Traces;
using Agntz.Persistence.Writing.Composing;

namespace Agntz.Persistence.Queries;

/// <summary>Rows as spans.</summary>
internal static class StoredSpan
{
    /// <summary>The span as it was when it began, whatever became of it.</summary>
    public static Span AtStart(SpanRow row) => new()
    {
        Id = SpanRows.FromColumn(row.SpanId),
        ParentId = row.ParentId is { } parent ? SpanRows.FromColumn(parent) : null,
        Kind = row.Kind,
        Name = row.Name,
        StartedAt = row.StartedAt,
        Status = SpanStatus.Running,
        Attributes = row.StartAttributes,
        Events = "[]",
    };

    /// <summary>The span as it stands.</summary>
    public static Span Now(SpanRow row) => AtStart(row) with
    {
        EndedAt = row.EndedAt,
        Status = SpanStatusNames.Parse(row.Status),
        Error = row.Error,
        Attributes = Span.Merge(row.StartAttributes, row.EndAttributes),
        Events = row.Events ?? "[]",
        CostUsd = row.CostUsd,
    };
}
