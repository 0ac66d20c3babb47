using Agntz.Domain.Agents;
using Agntz.Domain.Execution.Models;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Json;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Microsoft.Extensions.AI;

namespace Agntz.Domain.Execution.Kinds;

/// <summary>Executes an llm agent: one model call, tried again where that may help.</summary>
internal sealed class LlmExecution(RunContext run)
{
    public async Task<AgentOutput> ExecuteAsync(
        LlmManifest agent, AgentState state, Invocation at, CancellationToken cancellationToken)
    {
        var client = run.Models.Find(agent.Model.Provider, agent.Model.Name) ?? throw UnknownProvider(agent.Model);
        var reply = await AskAsync(client, agent, state, at, cancellationToken);
        return new AgentOutput(StructuredOutput.Read(agent, reply.Text), state);
    }

    private async Task<ModelReply> AskAsync(
        IChatClient client, LlmManifest agent, AgentState state, Invocation at, CancellationToken cancellationToken)
    {
        var messages = ModelRequest.Messages(agent, state);
        var options = ModelRequest.Options(agent);
        var path = at.Path.Turn(0);
        for (var tries = 1; ; tries++)
        {
            var span = await StartAsync(agent.Model, at, path, tries);
            try
            {
                var reply = await ModelCall.AskAsync(client, agent.Model, messages, options, cancellationToken);
                Finish(span, path, reply);
                return reply;
            }
            catch (ModelCallException failure)
            {
                run.Spans.Fail(span, failure.Message);
                var wait = RetryPolicy.WaitBeforeNext(agent.Model, failure, tries)
                    ?? throw new RunFailedException(new RunError(failure.Message, RunErrorCodes.ModelError));
                run.Recorder.Post();
                await Task.Delay(wait, run.Clock, cancellationToken);
            }
            catch (Exception defect) when (defect is not OperationCanceledException)
            {
                run.Spans.Fail(span, RunErrors.Internal.Message);
                throw;
            }
        }
    }

    private async Task<OpenSpan> StartAsync(ModelSettings model, Invocation at, StepPath path, int tries)
    {
        if (at.Scope.IsStopped)
        {
            throw new ExecutionStoppedException(StopReason.SiblingFailed);
        }

        var span = run.Spans.Start(at.Span, SpanKind.ModelCall, model.Name, isEffect: true, writer =>
        {
            writer.WriteString(SpanAttributes.Operation, "chat");
            writer.WriteString(SpanAttributes.Provider, model.Provider);
            writer.WriteString(SpanAttributes.RequestModel, model.Name);
            writer.WriteString(SpanAttributes.StepPath, path.Value);
            if (tries > 1)
            {
                writer.WriteNumber(SpanAttributes.Attempt, tries);
            }
        });
        await run.StartEffectAsync();
        return span;
    }

    private void Finish(OpenSpan span, StepPath path, ModelReply reply)
    {
        run.Count(reply.Usage, reply.Report);
        run.Spans.Succeed(span, reply.Usage, writer =>
        {
            writer.WriteString(SpanAttributes.ResponseModel, reply.Report.Model);
            if (reply.Report.ResponseId is { } id)
            {
                writer.WriteString(SpanAttributes.ResponseId, id);
            }

            if (reply.Report.FinishReason is { } reason)
            {
                writer.WriteStartArray(SpanAttributes.FinishReasons);
                writer.WriteStringValue(reason);
                writer.WriteEndArray();
            }

            writer.WriteNumber(SpanAttributes.InputTokens, reply.Usage.InputTokens);
            writer.WriteNumber(SpanAttributes.OutputTokens, reply.Usage.OutputTokens);
        });
        run.Recorder.Record(new RunChange.EffectFinished(path.Value, JournalText(reply)));
    }

    private static string JournalText(ModelReply reply) => JsonText.WriteObject(reply, static (writer, it) =>
    {
        writer.WriteString("text", it.Text);
        writer.WriteNumber("inputTokens", it.Usage.InputTokens);
        writer.WriteNumber("outputTokens", it.Usage.OutputTokens);
        writer.WriteString("provider", it.Report.Provider);
        writer.WriteString("model", it.Report.Model);
        writer.WriteString("responseId", it.Report.ResponseId);
        writer.WriteString("finishReason", it.Report.FinishReason);
    });

    private RunFailedException UnknownProvider(ModelSettings model) => new(new RunError(
        $"No model provider is named '{model.Provider}'. Configured are: {string.Join(", ", run.Models.Names)}. "
        + $"Set Models__Providers__{model.Provider}__BaseUrl, or use one of these.",
        RunErrorCodes.ProviderNotFound));
}
