using Agntz.Api.Ingestion.Otlp;

namespace Agntz.Api.Ingestion.Conventions;

/// <summary>The attributes of a span, found by name; of a name given twice the first counts.</summary>
internal readonly struct KnownAttributes(IReadOnlyList<OtlpAttribute> attributes)
{
    // What is more than this is no count of tokens and no price, and would not fit beside others into a sum.
    private const double Most = 1e15;

    /// <summary>The first of these names that holds a text; null when none does, or only an empty one.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Find(name) is OtlpValue.Text { Value.Length: > 0 } text)
            {
                return text.Value;
            }
        }

        return null;
    }

    /// <summary>The first of these names that holds a number from 0; null when none does.</summary>
    public decimal? Number(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            switch (Find(name))
            {
                case OtlpValue.Whole { Value: >= 0 } whole:
                    return whole.Value;
                case OtlpValue.Real { Value: >= 0 and < Most } real:
                    return (decimal)real.Value;
            }
        }

        return null;
    }

    /// <summary>The first of these names that holds a count; 0 when none does.</summary>
    public long Count(params ReadOnlySpan<string> names) =>
        Number(names) is { } number and < (decimal)Most ? (long)number : 0;

    // Few names are looked for among few: to order them first would take longer.
    private OtlpValue? Find(string name)
    {
        for (var index = 0; index < attributes.Count; index++)
        {
            if (attributes[index].Key == name)
            {
                return attributes[index].Value;
            }
        }

        return null;
    }
}
