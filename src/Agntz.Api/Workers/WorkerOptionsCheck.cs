using Agntz.Domain.Runs;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Workers;

/// <summary>Says what is wrong with <see cref="WorkerOptions"/>, and what to set instead.</summary>
internal sealed class WorkerOptionsCheck : IValidateOptions<WorkerOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkerOptions options)
    {
        var heartbeat = options.HeartbeatInterval ?? options.LeaseDuration / 3;
        if (heartbeat <= TimeSpan.Zero || heartbeat >= options.LeaseDuration / 2)
        {
            // Signs of life that are half a lease apart count as broken off, and then nobody is ever declared dead.
            return ValidateOptionsResult.Fail(
                "Worker:HeartbeatInterval must be more than zero and less than half of Worker:LeaseDuration "
                + $"({options.LeaseDuration}), found {heartbeat}. Set Worker__HeartbeatInterval, or leave it out.");
        }

        if (options.MaxRunDuration <= TimeSpan.Zero || options.MaxRunDuration > RunTime.MaxLimit)
        {
            return ValidateOptionsResult.Fail(
                $"Worker:MaxRunDuration must be more than zero and at most {RunTime.MaxLimit}, found "
                + $"{options.MaxRunDuration}. Set Worker__MaxRunDuration, or leave it out.");
        }

        return options.DrainTimeout >= TimeSpan.Zero
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Worker:DrainTimeout must not be negative, found {options.DrainTimeout}. Set Worker__DrainTimeout.");
    }
}
