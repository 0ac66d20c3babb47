using Agntz.Domain.Json;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Runs;

/// <summary>
/// Why a run failed, as its caller reads it. A provider or tool may have said so: every database can keep its texts.
/// </summary>
/// <param name="Message">What happened, and what to do where that is known.</param>
/// <param name="Code">A stable word for programs, such as <c>MODEL_ERROR</c>.</param>
/// <param name="Details">One line per violation; empty when there are none.</param>
public sealed record RunError(string Message, string Code, IReadOnlyList<string> Details)
{
    /// <summary>What happened, and what to do where that is known.</summary>
    public string Message { get; } = PlainText.Clean(Message, SpanLimits.MaxErrorLength);

    /// <summary>One line per violation; empty when there are none.</summary>
    public IReadOnlyList<string> Details { get; } =
        [.. Details.Select(detail => PlainText.Clean(detail, SpanLimits.MaxErrorLength))];

    /// <summary>An error without details.</summary>
    public RunError(string message, string code)
        : this(message, code, [])
    {
    }
}
