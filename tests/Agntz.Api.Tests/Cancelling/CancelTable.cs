using System.Net;

namespace Agntz.Api.Tests.Cancelling;

/// <summary>
/// Cancel means cancel: wherever the run stands, and from wherever it is cancelled, nothing starts after the answer, and
/// everybody who looks at the run or waits for it sees the same end.
/// </summary>
public abstract class CancelTable(string mode)
{
    private const int TokensPerCall = 12;

    private bool BreaksOff => mode is "abort";

    public static TheoryData<string, CancelPosition> Cells() =>
    [
        .. CancelScenes.All.Keys.SelectMany(scene => Enum.GetValues<CancelPosition>().Select(position => (scene, position))),
    ];

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Cancel_NothingStartsAfterTheAnswerAndTheEndIsOne(string sceneName, CancelPosition position)
    {
        var scene = CancelScenes.All[sceneName];
        await using var stage = await CancelStage.SetAsync(scene, position);
        stage.Prepare();
        await using var waiting = await WaitingRequests.OpenAsync(stage.Home.Api);
        await stage.ReachAsync(waiting.RunId);

        if (position is CancelPosition.RacingWithCompletion)
        {
            await RaceAsync(stage, waiting);
        }
        else
        {
            await CancelAsync(stage, scene, position, waiting);
        }
    }

    private async Task CancelAsync(
        CancelStage stage, CancelScene scene, CancelPosition position, WaitingRequests waiting)
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, position is CancelPosition.TwiceAtOnce ? 2 : 1)
                .Select(_ => RequestAsync(stage, waiting.RunId)));
        Assert.All(answers, status => Assert.Contains(status, scene.IsPending ? ["cancelled"] : Accepted));

        if (stage.IsLost)
        {
            await stage.BuryAsync();
        }
        else
        {
            stage.ReleaseSteps();
            LetCallsEnd(stage);
        }

        await waiting.AssertCancelledAsync();
        var run = await CancelledRun.ReadAsync(stage.Desk.Api, waiting.RunId);
        AssertCancelled(run);
        AssertCalls(run, scene, stage.IsLost);
        if (stage.IsLost)
        {
            await stage.ComeBackAsync(waiting.RunId);
            var later = await CancelledRun.ReadAsync(stage.Desk.Api, waiting.RunId);
            Assert.Equal(run.Spans.Select(span => span.GetRawText()), later.Spans.Select(span => span.GetRawText()));
            Assert.Equal(run.Record.GetRawText(), later.Record.GetRawText());
        }

        Assert.Equal(
            scene.IsPending && !stage.IsLost ? 0 : scene.Answered.Count + scene.HeldModelCalls,
            stage.Model.Requests.Count);
        Assert.Equal(scene.HeldToolCalls, stage.Tool.Requests.Count);
    }

    // Who comes first decides, and the answer says who it was.
    private async Task RaceAsync(CancelStage stage, WaitingRequests waiting)
    {
        var cancelling = RequestAsync(stage, waiting.RunId);
        await Task.Run(() =>
        {
            if (stage.IsClaimRaced)
            {
                stage.StartExecuting();
            }

            stage.ReleaseSteps();
            stage.ReleaseCalls();
        });
        var answer = await cancelling;

        if (answer is "completed")
        {
            await waiting.AssertCompletedAsync();
        }
        else
        {
            Assert.Contains(answer, Accepted);
            await waiting.AssertCancelledAsync();
        }

        var run = await CancelledRun.ReadAsync(stage.Desk.Api, waiting.RunId);
        if (answer is "completed")
        {
            Assert.Equal(("completed", "run-complete"), (run.Status, run.Events[^1].Name));
        }
        else
        {
            AssertCancelled(run);
        }

        // Nothing was asked whose beginning is not in the trace; what was broken off may not have been asked yet.
        Assert.InRange(stage.Model.Requests.Count, 0, run.Count("model.call").Values.Sum());
        Assert.InRange(stage.Tool.Requests.Count, 0, run.Count("tool.execute").Values.Sum());
    }

    private static string[] Accepted { get; } = ["running", "cancelled"];

    private async Task<string?> RequestAsync(CancelStage stage, string id) =>
        (await stage.Desk.Api.PostAsync($"/runs/{id}/cancel?mode={mode}", "")).Expect(HttpStatusCode.OK)
            .GetProperty("status").GetString();

    private void LetCallsEnd(CancelStage stage)
    {
        if (!BreaksOff)
        {
            stage.ReleaseCalls();
        }
    }

    private static void AssertCancelled(CancelledRun run)
    {
        Assert.Equal("cancelled", run.Status);
        Assert.Equal("cancelled by user", run.Record.GetProperty("error").GetString());
        Assert.Equal("cancelled", run.Summary.GetProperty("status").GetString());
        Assert.Equal("cancelled", run.Spans[0].GetProperty("status").GetString());
        Assert.DoesNotContain(run.Spans, span => span.GetProperty("status").GetString() is "running");
        Assert.DoesNotContain("error", run.Count("agent.invoke").Keys);
        Assert.Single(run.Events, entry => entry.Name is "run-complete" or "run-error" or "run-cancelled");
        Assert.Equal("run-cancelled", run.Events[^1].Name);
    }

    private void AssertCalls(CancelledRun run, CancelScene scene, bool isLost)
    {
        // A worker that is lost between two steps takes the answer it had with it.
        var answered = scene.Answered.Count - scene.Refused;
        var lost = isLost && scene.IsBetweenSteps ? answered : 0;
        var held = scene.IsPending && !isLost ? 0 : scene.HeldModelCalls;
        var finishes = !BreaksOff && !isLost;
        var ok = answered - lost + (finishes ? held : 0);
        Assert.Equal(Counts(ok, lost + (finishes ? 0 : held), scene.Refused), run.Count("model.call"));
        Assert.Equal(ok * TokensPerCall, run.Summary.GetProperty("totalTokens").GetInt32());
        var tools = scene.HeldToolCalls + scene.OpenAgentCalls;
        Assert.Equal(finishes ? Counts(tools, 0, 0) : Counts(0, tools, 0), run.Count("tool.execute"));
    }

    private static Dictionary<string, int> Counts(int ok, int cancelled, int error) =>
        new[] { ("ok", ok), ("cancelled", cancelled), ("error", error) }
            .Where(count => count.Item2 > 0)
            .ToDictionary();
}
