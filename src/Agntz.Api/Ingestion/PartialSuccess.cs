using System.Text;
using Agntz.Domain.Traces.Ingestion;

namespace Agntz.Api.Ingestion;

/// <summary>What was not taken of an export, and why: each span with its reason.</summary>
internal sealed class PartialSuccess
{
    private const int MaxLength = 32 * 1024;

    private readonly StringBuilder _reasons = new();
    private int _untold;

    /// <summary>How many spans were not taken.</summary>
    public int Count { get; private set; }

    /// <summary>Their reasons, a line each, as far as there is room for.</summary>
    public string Reasons => _untold == 0 ? _reasons.ToString() : $"{_reasons}\nand {_untold} more";

    public void Add(RefusedSpan refused) =>
        Add(refused.Span.Id.ToString(), refused.Span.Trace.ToTraceId(), refused.Reason);

    public void Add(string span, string trace, string reason)
    {
        Count++;
        if (_reasons.Length >= MaxLength)
        {
            _untold++;
            return;
        }

        _reasons.Append(_reasons.Length > 0 ? "\n" : "")
            .Append("span ").Append(span).Append(" of trace ").Append(trace).Append(": ").Append(reason);
    }
}
