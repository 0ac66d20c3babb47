using Agntz.Domain.Runs;
using Agntz.Domain.Workers;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Network;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Agntz.Api.Tests.Cancelling;

/// <summary>
/// Two processes on one database, a model and a tool: brings a run of a scene to where it is cancelled, with two
/// requests waiting for it.
/// </summary>
internal sealed class CancelStage : IAsyncDisposable
{
    private readonly CancelScene _scene;
    private readonly CancelPosition _position;
    private readonly TaskCompletionSource _calls = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _steps = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StoreLocation _location;
    private readonly TcpCutter _network;
    private AgntzApplication? _executing;
    private AgntzApplication? _other;
    private HeldWriter? _writer;

    private CancelStage(CancelScene scene, CancelPosition position, StoreLocation location)
    {
        _scene = scene;
        _position = position;
        _location = location;
        _network = new TcpCutter(location.EndPoint);
    }

    /// <summary>The model.</summary>
    public required FakeOpenAi Model { get; init; }

    /// <summary>The server of the tool.</summary>
    public required RecordingServer Tool { get; init; }

    /// <summary>The process that executes the run, or would if it executed any.</summary>
    public AgntzApplication Executing => _executing!;

    /// <summary>A process that executes nothing.</summary>
    public AgntzApplication Other => _other!;

    /// <summary>Where the run is created, and both requests wait.</summary>
    public AgntzApplication Home => IsHomeOther ? Other : Executing;

    /// <summary>Where the run is cancelled.</summary>
    public AgntzApplication Desk => _position is CancelPosition.OtherProcess ? Other : Home;

    /// <summary>Whether the process that executes the run is lost.</summary>
    public bool IsLost => _position is CancelPosition.WorkerDead;

    /// <summary>Whether the race is one with the first worker that comes.</summary>
    public bool IsClaimRaced => _scene.IsPending && _position is CancelPosition.RacingWithCompletion;

    private bool IsHomeOther => IsLost || IsClaimRaced;

    /// <summary>Sets the stage.</summary>
    public static async Task<CancelStage> SetAsync(CancelScene scene, CancelPosition position)
    {
        var stage = new CancelStage(scene, position, await StoreLocation.CreateAsync(StorageProvider.Postgres))
        {
            Model = await FakeOpenAi.StartAsync(),
            Tool = await RecordingServer.StartAsync(),
        };
        if (stage.IsHomeOther || position is CancelPosition.OtherProcess)
        {
            stage._other = AgntzApplication.Start(stage._location, stage.Settings(executes: false));
        }

        if (!stage.IsClaimRaced)
        {
            stage.StartExecuting();
        }

        foreach (var agent in scene.Agents)
        {
            await stage.Home.Api.ImportAsync(
                agent.Replace(CancelScene.ToolUrl, stage.Tool.Url, StringComparison.Ordinal));
        }

        return stage;
    }

    /// <summary>Starts the process that executes the run.</summary>
    public void StartExecuting()
    {
        var executes = !_scene.IsPending || IsLost || IsClaimRaced;
        _executing = AgntzApplication.Start(_location.Through(_network.Port), HoldSteps, Settings(executes));
    }

    /// <summary>Returns when the run stands where the scene says.</summary>
    public async Task ReachAsync(string id)
    {
        if (_scene.IsPending && !IsLost)
        {
            return;
        }

        await Model.ReceivedAsync(_scene.Answered.Count + _scene.HeldModelCalls);
        await Tool.ReceivedAsync(_scene.HeldToolCalls);
        if (_scene.IsBetweenSteps)
        {
            await _writer!.Arrived;
        }

        if (_scene.Refused > 0)
        {
            await using var trace = await EventReading.OpenAsync(Home.Api.Http, $"/traces/{id}/stream");
            await trace.ReadAsync(until: entry => entry.Name is "span-end");
        }

        if (IsLost)
        {
            _network.Sever();
        }

        if (IsLost && _scene.IsPending)
        {
            await BuryAsync();
        }
    }

    /// <summary>What the model answers, from the first request on.</summary>
    public void Prepare()
    {
        foreach (var answer in _scene.Answered)
        {
            // What comes at the same time as the cancellation is the next try.
            Model.Enqueue(answer is FakeAnswer.Refusal refusal && _position is CancelPosition.RacingWithCompletion
                ? refusal with { RetryAfter = "0" }
                : answer);
        }

        for (var held = 0; held < _scene.HeldModelCalls; held++)
        {
            Model.Enqueue(new FakeAnswer.Held(_calls.Task, new FakeAnswer.Text("Hello", " there.")));
        }

        for (var held = 0; held < _scene.HeldToolCalls; held++)
        {
            Tool.Enqueue(new RecordedAnswer { Release = _calls.Task });
        }
    }

    /// <summary>Lets the worker take its next step.</summary>
    public void ReleaseSteps() => _steps.TrySetResult();

    /// <summary>Lets the calls in flight come to their end.</summary>
    public void ReleaseCalls() => _calls.TrySetResult();

    /// <summary>Declares dead whoever has runs, as is done when a lease has run out, and takes back what they have.</summary>
    public async Task BuryAsync()
    {
        await using var source = NpgsqlDataSource.Create(_location.ConnectionString!);
        await using var command = source.CreateCommand("UPDATE workers SET dead = true");
        await command.ExecuteNonQueryAsync();
        await Other.Get<IRunRecovery>().RecoverAsync(CancellationToken.None);
    }

    /// <summary>The lost process reaches the database again; returns when it has let go of the run.</summary>
    public async Task ComeBackAsync(string id)
    {
        var dropped = Executing.Logs.NextAsync($"Run {id} was dropped");
        ReleaseSteps();
        ReleaseCalls();
        _network.Restore();
        await dropped.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        ReleaseSteps();
        ReleaseCalls();
        _network.Restore();
        foreach (var application in new[] { _executing, _other }.OfType<AgntzApplication>())
        {
            await application.DisposeAsync();
        }

        await _network.DisposeAsync();
        await Model.DisposeAsync();
        await Tool.DisposeAsync();
        await _location.DisposeAsync();
    }

    private (string Key, string Value)[] Settings(bool executes) =>
    [
        .. Model.Settings,
        ("Outbound:AllowedHosts:0", Tool.Host),
        ("Worker:Enabled", executes ? "true" : "false"),
        // Soon found out that it was declared dead; declared so by nobody but the test.
        ("Worker:HeartbeatInterval", "00:00:00.5"),
        ("Worker:DrainTimeout", "00:00:00"),
    ];

    private void HoldSteps(IServiceCollection services)
    {
        if (!_scene.IsBetweenSteps)
        {
            return;
        }

        var writer = services.Last(service => service.ServiceType == typeof(IRunWriter));
        services.AddSingleton<IRunWriter>(provider =>
            _writer = new HeldWriter((IRunWriter)writer.ImplementationFactory!(provider), _steps.Task));
    }
}
