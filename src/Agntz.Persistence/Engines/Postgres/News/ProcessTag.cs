using Agntz.Domain.Ids;

namespace Agntz.Persistence.Engines.Postgres.News;

/// <summary>By what the processes on one database tell each other apart.</summary>
internal sealed class ProcessTag(IdSource ids)
{
    public string Value { get; } = ids.NewGuid().ToString("N");
}
