namespace Agntz.Api.Ingestion.Otlp;

/// <summary>Instants as OTLP counts them.</summary>
internal static class OtlpTime
{
    private const ulong NanosecondsInMillisecond = 1_000_000;

    /// <summary>The instant, cut to the millisecond; every number is one.</summary>
    public static DateTimeOffset Instant(ulong unixNano) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(unixNano / NanosecondsInMillisecond));
}
