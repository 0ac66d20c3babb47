using System.ComponentModel.DataAnnotations;
using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;

namespace Agntz.Api.Workers;

/// <summary>How this process executes runs.</summary>
internal sealed class WorkerOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string SectionName = "Worker";

    /// <summary>Whether this process executes runs at all; one that does not only answers requests.</summary>
    /// <value>The default is true.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>The most runs executed at a time.</summary>
    /// <value>The default is 200.</value>
    [Range(1, 100_000)]
    public int MaxConcurrentRuns { get; set; } = 200;

    /// <summary>The most runs of one owner executed at a time.</summary>
    /// <value>The default is half of <see cref="MaxConcurrentRuns"/>, at least 1.</value>
    [Range(1, 100_000)]
    public int? MaxConcurrentRunsPerOwner { get; set; }

    /// <summary>How long this worker's runs stay its own after its last sign of life.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the worker gives a sign of life.</summary>
    /// <value>The default is a third of <see cref="LeaseDuration"/>.</value>
    public TimeSpan? HeartbeatInterval { get; set; }

    /// <summary>
    /// How long a run created here may take, from when a worker first takes it. A request may ask for less.
    /// </summary>
    /// <value>The default is one hour.</value>
    public TimeSpan MaxRunDuration { get; set; } = RunTime.DefaultLimit;

    /// <summary>The most runs created here with <c>enqueue</c> that may wait in one session for older ones.</summary>
    /// <value>The default is 1000.</value>
    [Range(1, 100_000)]
    public int MaxWaitingRunsPerSession { get; set; } = NewRunSession.DefaultMaxWaiting;

    /// <summary>How long runs may go on after the process was told to stop.</summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The share of one owner.</summary>
    public int SharePerOwner => MaxConcurrentRunsPerOwner ?? Math.Max(1, MaxConcurrentRuns / 2);
}
