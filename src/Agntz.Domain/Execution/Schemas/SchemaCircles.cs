namespace Agntz.Domain.Execution.Schemas;

/// <summary>Finds schemas that hold a value against themselves, which no check of any value would ever finish.</summary>
internal static class SchemaCircles
{
    /// <summary>A schema that leads back to itself; null when there is none.</summary>
    public static SchemaNode? Find(IEnumerable<SchemaNode> schemas)
    {
        var done = new HashSet<SchemaNode>();
        return schemas.FirstOrDefault(schema => IsInCircle(schema, done));
    }

    // Depth first with a stack of its own: chains of references are as long as a definition is large.
    private static bool IsInCircle(SchemaNode start, HashSet<SchemaNode> done)
    {
        var path = new HashSet<SchemaNode>();
        var waiting = new Stack<(SchemaNode Schema, bool IsLeft)>([(start, false)]);
        while (waiting.TryPop(out var next))
        {
            if (next.IsLeft)
            {
                path.Remove(next.Schema);
                done.Add(next.Schema);
                continue;
            }

            if (done.Contains(next.Schema))
            {
                continue;
            }

            if (!path.Add(next.Schema))
            {
                return true;
            }

            waiting.Push((next.Schema, true));
            foreach (var other in next.Schema.InPlace)
            {
                if (path.Contains(other))
                {
                    return true;
                }

                waiting.Push((other, false));
            }
        }

        return false;
    }
}
