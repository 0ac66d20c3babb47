using System.Diagnostics.CodeAnalysis;

namespace Agntz.Api.Hosting;

/// <summary>What the person who started the process sees.</summary>
internal static class Terminal
{
    /// <summary>The process's standard output; never disposed.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "The one place that speaks to a person, not to a log.")]
    public static TextWriter Output { get; } = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
}
