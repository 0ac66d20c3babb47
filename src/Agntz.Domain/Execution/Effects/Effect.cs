using System.Text.Json;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution.Effects;

/// <summary>
/// A call to the world outside: what its span says, how it is carried out, and how its output is kept. One instance is
/// one effect at one place, tried as often as it allows; an output that is in the journal is taken from there, and the
/// effect is not carried out.
/// </summary>
internal abstract class Effect<TOutput>
{
    /// <summary>The kind of the span of each try.</summary>
    public abstract string Kind { get; }

    /// <summary>The name of the span of each try.</summary>
    public abstract string Name { get; }

    /// <summary>Writes what is known before a try, beside the step path.</summary>
    public abstract void WriteStart(Utf8JsonWriter writer);

    /// <summary>What the run's log says when a try begins; null when nothing.</summary>
    /// <param name="span">The span of the try.</param>
    public virtual RunEvent? Announce(SpanId span) => null;

    /// <summary>Carries out one try. Its span's start is durable by now.</summary>
    public abstract Task<TOutput> ActAsync(OpenSpan span, CancellationToken cancellationToken);

    /// <summary>Writes what a try that returned has made known.</summary>
    public abstract void WriteEnd(Utf8JsonWriter writer, TOutput output);

    /// <summary>Records the end of a try that returned, together with what it brings about beside.</summary>
    /// <param name="recorder">Where to.</param>
    /// <param name="span">The span of the try.</param>
    /// <param name="output">What it gave.</param>
    /// <param name="changes">What is recorded of every effect: they become durable together or not at all.</param>
    public virtual void Record(
        RunRecorder recorder, OpenSpan span, TOutput output, IReadOnlyList<RunChange> changes) =>
        recorder.Record(changes);

    /// <summary>The error of a try that returned; null when it went well.</summary>
    public virtual string? ErrorIn(TOutput output) => null;

    /// <summary>The tokens a try that returned has used.</summary>
    public virtual RunUsage UsageOf(TOutput output) => default;

    /// <summary>What a try that returned has cost in US dollars; null when that is not known.</summary>
    public virtual decimal? CostOf(TOutput output) => null;

    /// <summary>What a failure means; null when it is no failure of the effect but a defect of this server.</summary>
    /// <param name="failure">What the try threw.</param>
    /// <param name="tries">How many tries there were with it; at least 1.</param>
    public abstract EffectFailure? Explain(Exception failure, int tries);

    /// <summary>Writes the output as one JSON value from which <see cref="FromJournal"/> makes an equal one.</summary>
    public abstract string ToJournal(TOutput output);

    /// <summary>Reads an output an earlier execution of the run has kept.</summary>
    public abstract TOutput FromJournal(JsonElement kept);
}
