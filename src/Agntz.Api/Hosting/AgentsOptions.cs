namespace Agntz.Api.Hosting;

/// <summary>Which agents a new installation begins with.</summary>
internal sealed class AgentsOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string SectionName = "Agents";

    /// <summary>
    /// A folder of YAML manifests, imported for the owner <c>local</c> when that owner has none of them. Looked for in
    /// the current folder, then beside the program.
    /// </summary>
    /// <value>The default is <c>agents</c>.</value>
    public string Directory { get; set; } = "agents";
}
