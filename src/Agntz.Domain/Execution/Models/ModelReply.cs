using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Models;

/// <summary>What a model answered.</summary>
/// <param name="Text">Its whole text.</param>
/// <param name="Usage">The tokens, by the provider's word; 0 where it said nothing.</param>
/// <param name="Report">What it said of itself.</param>
internal sealed record ModelReply(string Text, RunUsage Usage, ModelReport Report);
