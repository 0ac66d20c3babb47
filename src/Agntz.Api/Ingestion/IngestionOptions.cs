using System.ComponentModel.DataAnnotations;

namespace Agntz.Api.Ingestion;

/// <summary>How spans of others are taken in.</summary>
internal sealed class IngestionOptions
{
    /// <summary>Where these options are in the configuration.</summary>
    public const string SectionName = "Ingestion";

    /// <summary>The most bytes of requests that are read and not yet stored; above it others are told to wait.</summary>
    [Range(IngestionBody.MaxBytes, long.MaxValue)]
    public long BufferBytes { get; set; } = 2 * IngestionBody.MaxBytes;

    /// <summary>How long a trace whose root has ended must be quiet to be done.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan CompleteAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a trace whose root never came must be quiet to be given up.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan AbandonAfter { get; set; } = TimeSpan.FromMinutes(10);
}
