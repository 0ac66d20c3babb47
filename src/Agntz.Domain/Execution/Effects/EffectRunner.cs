using System.Diagnostics;
using System.Text.Json;
using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Execution.Scheduling;
using Agntz.Domain.Json;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution.Effects;

/// <summary>
/// Carries out the effects of one run. No try begins before the start of its span is durable, with or after everything
/// it depends on; every try is a span of its own; what finished is recorded and never carried out again.
/// </summary>
internal sealed class EffectRunner(RunContext run)
{
    /// <summary>The output of an effect: from the journal, or from carrying it out.</summary>
    /// <param name="effect">The effect.</param>
    /// <param name="at">The execution it is part of; its spans hang under that one's.</param>
    /// <param name="path">Its place, under which its output is kept.</param>
    /// <param name="cancellationToken">Abandons the run.</param>
    /// <exception cref="RunFailedException">The last try failed.</exception>
    /// <exception cref="ExecutionStoppedException">The effect, or its next try, must not begin.</exception>
    public async Task<TOutput> RunAsync<TOutput>(
        Effect<TOutput> effect, Invocation at, StepPath path, CancellationToken cancellationToken)
    {
        if (run.Journal.TryFind(path.Value, out var kept))
        {
            run.Count(RunMade.Span, at);
            return effect.FromJournal(kept);
        }

        for (var tries = 1; ; tries++)
        {
            var span = await StartAsync(effect, at, path, tries);
            try
            {
                var output = await ActAsync(effect, span, at.Limit, cancellationToken);
                Finish(effect, span, path, output);
                return output;
            }
            catch (Exception failure) when (failure is not (OperationCanceledException or ExecutionStoppedException))
            {
                if ((at.Limit.IsOver ? EndOfRun(at.Limit.Error) : Explain(effect, failure, tries)) is not { } meaning)
                {
                    run.Spans.Fail(span, RunErrors.Of(failure).Message);
                    throw;
                }

                run.Spans.Fail(span, meaning.Message);
                await WaitAsync(meaning, at, cancellationToken);
            }
        }
    }

    /// <summary>
    /// A read of the world outside that could differ the next time and has no span: from the journal, or read and kept
    /// there. It is durable with the first effect that begins after it.
    /// </summary>
    /// <param name="read">Reads one JSON value, as text.</param>
    /// <param name="at">The execution it is part of.</param>
    /// <param name="path">Its place, under which it is kept.</param>
    /// <param name="cancellationToken">Abandons the run.</param>
    /// <exception cref="RunFailedException">The time of the execution is over.</exception>
    /// <exception cref="ExecutionStoppedException">The run was cancelled so that what is in flight is broken off.</exception>
    public async Task<JsonElement> ReadAsync(
        Func<CancellationToken, Task<string>> read, Invocation at, StepPath path, CancellationToken cancellationToken)
    {
        if (run.Journal.TryFind(path.Value, out var kept))
        {
            return kept;
        }

        using var breakOff = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, run.Hold.Aborted, at.Limit.Over);
        try
        {
            var json = await RunScheduler.LeaveAsync(() => read(breakOff.Token));
            run.Recorder.Record(new RunChange.EffectFinished(path.Value, json));
            return JsonText.Parse(json);
        }
        catch (OperationCanceledException)
            when (breakOff.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            at.Limit.ThrowIfOver();
            throw new ExecutionStoppedException(StopReason.Cancelled);
        }
    }

    private async Task<OpenSpan> StartAsync<TOutput>(Effect<TOutput> effect, Invocation at, StepPath path, int tries)
    {
        if (at.Scope.IsStopped)
        {
            throw new ExecutionStoppedException(StopReason.SiblingFailed);
        }

        at.Limit.ThrowIfOver();
        run.Count(RunMade.Span, at);
        var span = run.Spans.Start(at.Span, effect.Kind, effect.Name, isEffect: true, writer =>
        {
            effect.WriteStart(writer);
            writer.WriteString(SpanAttributes.StepPath, path.Value);
            if (tries > 1)
            {
                writer.WriteNumber(SpanAttributes.Attempt, tries);
            }
        }, effect.Announce);
        await run.StartEffectAsync();
        return span;
    }

    private async Task<TOutput> ActAsync<TOutput>(
        Effect<TOutput> effect, OpenSpan span, InvocationLimit limit, CancellationToken cancellationToken)
    {
        var aborted = effect.Kind is SpanKind.ModelCall ? run.Hold.ModelsAborted : run.Hold.Aborted;
        using var breakOff = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, aborted, limit.Over);
        try
        {
            breakOff.Token.ThrowIfCancellationRequested();
            Activity.Current = span.Activity;
            return await RunScheduler.LeaveAsync(() => effect.ActAsync(span, breakOff.Token));
        }
        catch (OperationCanceledException)
            when (aborted.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            run.Spans.Cancel(
                span, run.Hold.Aborted.IsCancellationRequested ? RunEnd.CancelledByUser : RunEnd.Superseded);
            throw new ExecutionStoppedException(StopReason.Cancelled);
        }
        catch (OperationCanceledException) when (limit.IsOver && !cancellationToken.IsCancellationRequested)
        {
            throw new RunFailedException(limit.Error);
        }
    }

    private void Finish<TOutput>(Effect<TOutput> effect, OpenSpan span, StepPath path, TOutput output) =>
        effect.Record(run.Recorder, span, output,
        [
            run.Spans.Finished(span, effect.ErrorIn(output), writer => effect.WriteEnd(writer, output),
                effect.UsageOf(output), effect.CostOf(output)),
            new RunChange.EffectFinished(path.Value, effect.ToJournal(output)),
        ]);

    private static EffectFailure? Explain<TOutput>(Effect<TOutput> effect, Exception failure, int tries) =>
        failure is RunFailedException failed ? EndOfRun(failed.Error) : effect.Explain(failure, tries);

    private static EffectFailure EndOfRun(RunError error) => new(error.Message, error.Code, Wait: null);

    private async Task WaitAsync(EffectFailure failure, Invocation at, CancellationToken cancellationToken)
    {
        if (failure.Wait is not { } wait)
        {
            throw new RunFailedException(new RunError(failure.Message, failure.Code));
        }

        run.Recorder.Post();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, run.Hold.Cancelled, at.Scope.Stopped, at.Limit.Over);
        try
        {
            await Task.Delay(wait, run.Clock, stopping.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            at.Limit.ThrowIfOver();
            throw new ExecutionStoppedException(
                run.Hold.Cancelled.IsCancellationRequested ? StopReason.Cancelled : StopReason.SiblingFailed);
        }
    }
}
