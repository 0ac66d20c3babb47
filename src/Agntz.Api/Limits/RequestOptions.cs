using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Limits;

/// <summary>How much requests may hold, and how long they may take to come in.</summary>
internal sealed class RequestOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string SectionName = "Requests";

    /// <summary>
    /// The most bytes of memory that bodies in JSON take together while they come in and until they are stored; one owner
    /// may take half of it.
    /// </summary>
    [Range(1024 * 1024, long.MaxValue)]
    public long BufferBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The most time that a whole body may take to come in.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>The bytes that bodies in JSON may take.</summary>
internal sealed class RequestBudget(IOptions<RequestOptions> options, TimeProvider clock)
    : ByteBudget(options.Value.BufferBytes, clock);
