namespace Agntz.Domain.Agents.Tools;

/// <summary>An entry of an agent's tools, as its manifest declares it: one or several tools of one kind.</summary>
public abstract record ToolDeclaration
{
    private protected ToolDeclaration()
    {
    }
}
