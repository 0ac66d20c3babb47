namespace Agntz.Domain.Execution.Tools;

/// <summary>What a call of a tool may take.</summary>
public static class ToolLimits
{
    /// <summary>How long a call may take that has no limit of its own.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>How deep arguments and results may be nested, so that they can be kept within other JSON.</summary>
    internal const int MaxDepth = 48;
}
