using Agntz.Domain.Runs;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution;

/// <summary>The database is away while a run reads what it needs: that is no failure of the run.</summary>
public sealed class PatientReadsTests
{
    private const string Helper =
        """
        id: helper
        kind: llm
        model: {provider: fake, name: a}
        instruction: Help.
        """;

    private const string Caller =
        """
        id: caller
        kind: tool
        tool:
          kind: http
          name: get
          url: https://api.example/
          headers: {X-Key: "{{secrets.KEY}}"}
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_HistoryCannotBeReadForAWhile_GoesOnWithIt()
    {
        using var run = new TestExecution(session: "chat") { Sessions = { Away = 2 } };
        run.Sessions.Add("user", "\"Hello\"");

        var execution = run.ExecuteAsync(Helper, "\"And?\"", Token);
        run.Clock.Advance(Pause);
        Assert.Equal(2, run.Sessions.Reads);
        Assert.Empty(run.Models.Calls);
        run.Clock.Advance(Pause);
        await execution.WaitAsync(Token);

        Assert.IsType<RunOutcome.Completed>(run.Writer.Ending.Outcome);
        Assert.Contains("Hello", Assert.Single(run.Models.Calls).Messages.Select(message => message.Text));
    }

    [Fact]
    public async Task Execute_SecretsCannotBeReadForAWhile_SendsThemWhenTheyCan()
    {
        using var run = new TestExecution { Secrets = { Away = 1, Values = { ["KEY"] = "s3cret" } } };

        var execution = run.ExecuteAsync(Caller, cancellationToken: Token);
        run.Clock.Advance(Pause);
        await execution.WaitAsync(Token);

        Assert.IsType<RunOutcome.Completed>(run.Writer.Ending.Outcome);
        Assert.Contains(("X-Key", "s3cret"), Assert.Single(run.Http.Calls).Headers);
    }

    [Fact]
    public async Task Execute_LostWhileTheDatabaseIsAway_EndsNothing()
    {
        using var run = new TestExecution(session: "chat") { Sessions = { Away = int.MaxValue } };

        var execution = run.ExecuteAsync(Helper, "\"And?\"", Token);
        run.Hold.Drop();
        await execution.WaitAsync(Token);

        Assert.DoesNotContain(run.Writer.Writes, write => write.Ending is not null);
    }
}
