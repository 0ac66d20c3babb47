using System.ComponentModel.DataAnnotations;
using Agntz.Api.Limits;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Ingestion;

/// <summary>How spans of others are taken in.</summary>
internal sealed class IngestionOptions
{
    /// <summary>Where these options are in the configuration.</summary>
    public const string SectionName = "Ingestion";

    /// <summary>
    /// The most bytes of requests that are read and not yet stored, of which one owner may take half; above it others are
    /// told to wait.
    /// </summary>
    [Range(IngestionBody.MaxBytes, long.MaxValue)]
    public long BufferBytes { get; set; } = 2 * IngestionBody.MaxBytes;

    /// <summary>How long a trace whose root has ended must be quiet to be done.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan CompleteAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a trace whose root never came must be quiet to be given up.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan AbandonAfter { get; set; } = TimeSpan.FromMinutes(10);
}

/// <summary>The bytes that exports may take.</summary>
internal sealed class IngestionBudget(IOptions<IngestionOptions> options, TimeProvider clock)
    : ByteBudget(options.Value.BufferBytes, clock);
