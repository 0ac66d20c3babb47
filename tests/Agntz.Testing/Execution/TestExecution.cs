using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Agents.References;
using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Execution.Tools.Http;
using Agntz.Domain.Execution.Tools.Mcp;
using Agntz.Domain.Ids;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Secrets;
using Agntz.Domain.Sessions;
using Agntz.Domain.Telemetry;
using Agntz.Domain.Traces;
using Agntz.Domain.Usage;
using Agntz.Domain.Workers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Agntz.Testing.Execution;

/// <summary>One run executed against fakes, on a clock that stands still unless the test moves it.</summary>
public sealed class TestExecution : IDisposable
{
    /// <summary>How long its worker has the lease that is there when it begins.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromHours(1);

    private readonly IdSource _ids;

    /// <summary>Prepares a run; models answer with what they were told unless the test says otherwise.</summary>
    /// <param name="answer">What models answer with; null for what they were told.</param>
    /// <param name="session">The session the run is part of; null for none.</param>
    public TestExecution(Func<FakeModelCall, Task<string>>? answer = null, string? session = null)
        : this(
            new FakeModels(async call => new FakeReply(answer is null ? $"{call.Model}({call.Message})" : await answer(call))),
            session)
    {
    }

    /// <summary>Prepares a run against models a test has made.</summary>
    public TestExecution(FakeModels models, string? session = null)
    {
        _ids = new IdSource(Clock, new Random(1));
        Models = models;
        Hold = new RunHold(new Owner(1, "agntz", "local"), _ids.NewRunId(), _ids.NewGuid(), 1, _ids.NewSpanId())
        {
            Session = session is null ? null : new RunSession(1, session),
        };
    }

    /// <summary>The time.</summary>
    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.Parse("2026-03-04T05:06:07.089Z"));

    /// <summary>What was written.</summary>
    public FakeRunWriter Writer { get; } = new();

    /// <summary>What was asked.</summary>
    public FakeModels Models { get; }

    /// <summary>The local tools; none when not set.</summary>
    public IReadOnlyList<ILocalTool> LocalTools { get; set; } = [];

    /// <summary>Answers the requests of http tools.</summary>
    public FakeHttpSender Http { get; } = new();

    /// <summary>The one MCP server there is.</summary>
    public FakeMcpConnector Mcp { get; } = new();

    /// <summary>The secrets there are; none unless set.</summary>
    public FakeSecrets Secrets { get; } = new();

    /// <summary>The agents that can be referred to, as YAML by reference; none when not set.</summary>
    public IReadOnlyDictionary<string, string> Agents { get; set; } = new Dictionary<string, string>();

    /// <summary>What models cost; unknown when not set.</summary>
    public PriceTable Prices { get; set; } = PriceTable.Empty;

    /// <summary>The most the run may make; what is the default when not set.</summary>
    public RunLimits Limits { get; set; } = RunLimits.Default;

    /// <summary>What spans hold.</summary>
    public RecordingOptions Recording { get; set; } = RecordingOptions.Default;

    /// <summary>What was said in sessions before.</summary>
    public FakeSessions Sessions { get; } = new();

    /// <summary>The right to the run.</summary>
    public RunHold Hold { get; }

    /// <summary>What the run has finished before; nothing when not set.</summary>
    public Journal Journal { get; set; } = Journal.Empty;

    /// <summary>What earlier executions have left in the trace; nothing when not set.</summary>
    public Interruption Interruption { get; set; } = Interruption.None;

    /// <summary>The time it has; an hour when not set.</summary>
    public RunTime Time { get; set; } = RunTime.Of(RunTime.DefaultLimit);

    /// <summary>Executes an agent to its end.</summary>
    public async Task ExecuteAsync(string yaml, string? input = null, CancellationToken cancellationToken = default)
    {
        var reading = ManifestReader.Read(yaml);
        Assert.Empty(reading.Errors);
        var lease = new WorkerLease(Lease, Clock);
        lease.Renewed(Clock.GetTimestamp());
        using var source = new SpanSource(GenAiConventions.Version141);
        await new RunExecutor(
            Writer, lease, Models,
            Ports(), new SessionHistories(Sessions, Reads()), Prices, Limits, Recording, source, _ids, Clock,
            NullLogger<RunExecutor>.Instance).ExecuteAsync(
            new RunAssignment
            {
                Hold = Hold,
                Agent = reading.Manifest!,
                Input = input is null ? null : JsonElement.Parse(input),
                Journal = Journal,
                Time = Time,
                Interruption = Interruption,
                Agents = new AgentSnapshot(Agents.ToDictionary(
                    agent => agent.Key,
                    agent => (ResolvedAgent?)new ResolvedAgent(
                        ManifestReader.Read(agent.Value).Manifest!, Clock.GetUtcNow()))),
                StartedAt = Clock.GetUtcNow(),
            },
            cancellationToken);
    }

    /// <summary>Executes an agent that must complete.</summary>
    /// <returns>Its typed output as compact JSON.</returns>
    public async Task<string> OutputAsync(string yaml, string? input = null)
    {
        await ExecuteAsync(yaml, input);
        var outcome = Writer.Ending.Outcome;
        var completed = Assert.IsType<RunOutcome.Completed>(outcome);
        var result = JsonElement.Parse(completed.Result);
        return (result.TryGetProperty("value", out var value) ? value : result.GetProperty("output")).GetRawText();
    }

    /// <summary>Executes an agent that must fail.</summary>
    public async Task<RunError> ErrorAsync(string yaml, string? input = null)
    {
        await ExecuteAsync(yaml, input);
        return Assert.IsType<RunOutcome.Failed>(Writer.Ending.Outcome).Error;
    }

    /// <summary>Every span but the root: kind, name and how it ended, in the order they began.</summary>
    public IReadOnlyList<(string Kind, string Name, SpanStatus? Status)> Spans()
    {
        var ends = Writer.Changes.OfType<RunChange.SpanEnded>().ToDictionary(end => end.Span.Id, end => end.Span.Status);
        return
        [
            .. Writer.Changes.OfType<RunChange.SpanStarted>().Select(start => (
                start.Span.Kind, start.Span.Name,
                ends.TryGetValue(start.Span.Id, out var status) ? status : (SpanStatus?)null)),
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => Hold.Drop();

    private PatientReads Reads() => new(new DatabaseIsAway.Alone(), Clock, NullLogger<PatientReads>.Instance);

    private ToolPorts Ports()
    {
        var vault = new SecretVault(Secrets, Secrets, Reads());
        return new ToolPorts(
            new LocalTools(LocalTools), new HttpTools(Http, vault), new McpTools(Mcp, vault, Clock));
    }
}
