using Agntz.Domain.Execution.Conditions;

namespace Agntz.Domain.Execution.Templates;

/// <summary>What stands between <c>{{#if …}}</c> and <c>{{/if}}</c>. Blocks are nested to a bounded depth.</summary>
internal sealed record TemplateBlock(ConditionNode Condition, IReadOnlyList<TemplatePart> Parts);
