using Microsoft.Extensions.Options;

namespace Agntz.Api.Streams;

/// <summary>Says what is wrong with <see cref="StreamsOptions"/>, and what to set instead.</summary>
internal sealed class StreamsOptionsCheck : IValidateOptions<StreamsOptions>
{
    public ValidateOptionsResult Validate(string? name, StreamsOptions options) =>
        options.MaxConnectionAge is { } age && age <= TimeSpan.Zero
            ? ValidateOptionsResult.Fail(
                $"Streams:MaxConnectionAge must be more than zero, found {age}. Set Streams__MaxConnectionAge to a time "
                + "such as 01:00:00, or leave it out for no limit.")
            : ValidateOptionsResult.Success;
}
