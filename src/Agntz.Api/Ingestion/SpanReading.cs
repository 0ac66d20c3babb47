using System.Buffers.Binary;
using System.Globalization;
using Agntz.Api.Ingestion.Conventions;
using Agntz.Api.Ingestion.Otlp;
using Agntz.Domain.Json;
using Agntz.Domain.Runs;
using Agntz.Domain.Time;
using Agntz.Domain.Traces;
using Agntz.Domain.Traces.Ingestion;
using Agntz.Domain.Usage;

namespace Agntz.Api.Ingestion;

/// <summary>Makes of what was sent what is stored.</summary>
internal sealed class SpanReading(PriceTable prices)
{
    private const int TraceIdLength = 16;
    private const int SpanIdLength = 8;

    /// <summary>Reads one span.</summary>
    /// <param name="sent">The span as it was sent.</param>
    /// <param name="reason">Why it cannot be taken, when it cannot.</param>
    /// <returns>Null when it cannot be taken.</returns>
    public IngestedSpan? Read(OtlpSpan sent, out string reason)
    {
        reason = Defect(sent) ?? "";
        return reason.Length == 0 ? Read(sent) : null;
    }

    /// <summary>An id for who reads why it was refused: one that is too long as its beginning.</summary>
    public static string Hex(byte[] id) => id.Length <= TraceIdLength
        ? Convert.ToHexStringLower(id)
        : $"{Convert.ToHexStringLower(id.AsSpan(0, TraceIdLength))}…";

    private static string? Defect(OtlpSpan sent)
    {
        if (!IsId(sent.TraceId, TraceIdLength))
        {
            return $"Expected a trace id of {TraceIdLength} bytes that are not all 0, found {Show(sent.TraceId)}.";
        }

        if (!IsId(sent.SpanId, SpanIdLength))
        {
            return $"Expected a span id of {SpanIdLength} bytes that are not all 0, found {Show(sent.SpanId)}.";
        }

        if (sent.ParentId.Length is not 0 and not SpanIdLength)
        {
            return $"Expected a parent's id of {SpanIdLength} bytes or none, found {Show(sent.ParentId)}.";
        }

        return sent.StartUnixNano == 0 ? "Expected a start time, found none." : null;
    }

    private static bool IsId(byte[] id, int length) => id.Length == length && id.AsSpan().ContainsAnyExcept((byte)0);

    private static string Show(byte[] id) => id.Length == 0 ? "none" : $"'{Hex(id)}'";

    private static SpanId? Id(ReadOnlySpan<byte> bytes) =>
        bytes.Length == SpanIdLength && BinaryPrimitives.ReadUInt64BigEndian(bytes) is > 0 and var value
            ? new SpanId(value)
            : null;

    // A span that goes on after its process was lost is exported under another id, and names the one it is stored by.
    private static SpanId? Id(KnownAttributes attributes, string name) =>
        attributes.Text(name) is { Length: 2 * SpanIdLength } text
        && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        && value > 0
            ? new SpanId(value)
            : null;

    private static bool IsRead(string name) =>
        name is SpanAttributes.SpanId or SpanAttributes.ParentSpanId or SpanAttributes.Status or SpanAttributes.Error;

    private IngestedSpan Read(OtlpSpan sent)
    {
        var attributes = new KnownAttributes(sent.Attributes);
        var meaning = SpanMeaning.Of(sent, attributes);
        var usage = meaning.Kind is SpanKind.ModelCall ? SpanUsage.Of(attributes, prices) : SpanUsage.None;
        var (status, error) = Outcome(sent, attributes);
        var started = OtlpTime.Instant(sent.StartUnixNano);
        return new IngestedSpan
        {
            Trace = new RunId(new Guid(sent.TraceId, bigEndian: true)),
            Id = Id(attributes, SpanAttributes.SpanId) ?? Id(sent.SpanId)!.Value,
            ParentId = Id(attributes, SpanAttributes.ParentSpanId) ?? Id(sent.ParentId),
            Kind = PlainText.Clean(meaning.Kind, SpanLimits.MaxKindLength),
            Name = PlainText.Clean(meaning.Name, SpanLimits.MaxNameLength),
            AgentId = meaning.Agent is { } agent ? PlainText.Clean(agent, SpanLimits.MaxAgentLength) : null,
            StartedAt = started,
            EndedAt = OtlpTime.Instant(sent.EndUnixNano).NotBefore(started),
            Status = status,
            Error = error is null ? null : PlainText.Clean(error, SpanLimits.MaxErrorLength),
            Attributes = StoredTexts.Attributes(sent, IsRead),
            Events = StoredTexts.Events(sent),
            TotalTokens = usage.TotalTokens,
            CostUsd = usage.CostUsd,
            IsExported = sent.Scope.Name == SpanAttributes.ScopeName,
        };
    }

    private static (SpanStatus Status, string? Error) Outcome(OtlpSpan sent, KnownAttributes attributes)
    {
        var isCancelled = attributes.Text(SpanAttributes.Status) == SpanStatus.Cancelled.ToName();
        if (sent.Status != OtlpSpan.ErrorStatus)
        {
            return isCancelled
                ? (SpanStatus.Cancelled, attributes.Text(SpanAttributes.Error))
                : (SpanStatus.Ok, Said(sent.StatusMessage));
        }

        return (SpanStatus.Error, Said(sent.StatusMessage) ?? Thrown(sent) ?? attributes.Text(SpanAttributes.ErrorType) ?? "error");
    }

    private static string? Said(string text) => text.Length > 0 ? text : null;

    private static string? Thrown(OtlpSpan sent) => sent.Events
        .Where(happened => happened.Name == "exception")
        .Select(happened => new KnownAttributes(happened.Attributes).Text("exception.message", "exception.type"))
        .LastOrDefault();
}
