namespace Agntz.Persistence.Model;

/// <summary>A row that lists show, in the order of its start.</summary>
internal interface IListedRow
{
    Guid Id { get; }

    string? AgentId { get; }

    DateTimeOffset StartedAt { get; }
}
