using Agntz.Domain.Execution.Recording;
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
            return effect.FromJournal(kept);
        }

        for (var tries = 1; ; tries++)
        {
            var span = await StartAsync(effect, at, path, tries);
            try
            {
                var output = await ActAsync(effect, span, cancellationToken);
                Finish(effect, span, path, output);
                return output;
            }
            catch (Exception failure) when (failure is not (OperationCanceledException or ExecutionStoppedException))
            {
                if (effect.Explain(failure, tries) is not { } meaning)
                {
                    run.Spans.Fail(span, RunErrors.Internal.Message);
                    throw;
                }

                run.Spans.Fail(span, meaning.Message);
                await WaitAsync(meaning, at.Scope, cancellationToken);
            }
        }
    }

    private async Task<OpenSpan> StartAsync<TOutput>(Effect<TOutput> effect, Invocation at, StepPath path, int tries)
    {
        if (at.Scope.IsStopped)
        {
            throw new ExecutionStoppedException(StopReason.SiblingFailed);
        }

        var span = run.Spans.Start(at.Span, effect.Kind, effect.Name, isEffect: true, writer =>
        {
            effect.WriteStart(writer);
            writer.WriteString(SpanAttributes.StepPath, path.Value);
            if (tries > 1)
            {
                writer.WriteNumber(SpanAttributes.Attempt, tries);
            }
        });
        await run.StartEffectAsync();
        return span;
    }

    private async Task<TOutput> ActAsync<TOutput>(
        Effect<TOutput> effect, OpenSpan span, CancellationToken cancellationToken)
    {
        using var breakOff = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run.Hold.Aborted);
        try
        {
            return await effect.ActAsync(span, breakOff.Token);
        }
        catch (OperationCanceledException)
            when (run.Hold.Aborted.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            run.Spans.Cancel(span, RunEnd.CancelledByUser);
            throw new ExecutionStoppedException(StopReason.Cancelled);
        }
    }

    private void Finish<TOutput>(Effect<TOutput> effect, OpenSpan span, StepPath path, TOutput output)
    {
        run.Spans.Finish(
            span, effect.ErrorIn(output), effect.UsageOf(output), writer => effect.WriteEnd(writer, output));
        run.Recorder.Record(new RunChange.EffectFinished(path.Value, effect.ToJournal(output)));
    }

    private async Task WaitAsync(EffectFailure failure, BranchScope scope, CancellationToken cancellationToken)
    {
        if (failure.Wait is not { } wait)
        {
            throw new RunFailedException(new RunError(failure.Message, failure.Code));
        }

        run.Recorder.Post();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, run.Hold.Cancelled, scope.Stopped);
        try
        {
            await Task.Delay(wait, run.Clock, stopping.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ExecutionStoppedException(
                run.Hold.Cancelled.IsCancellationRequested ? StopReason.Cancelled : StopReason.SiblingFailed);
        }
    }
}
