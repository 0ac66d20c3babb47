namespace Agntz.Domain.Execution.Tools;

/// <summary>A call of a tool failed for a reason its caller may read.</summary>
/// <param name="message">What happened, in words a model can act on; never holds a secret.</param>
/// <param name="inner">What caused it; null when there is nothing.</param>
public sealed class ToolException(string message, Exception? inner = null) : Exception(message, inner);
