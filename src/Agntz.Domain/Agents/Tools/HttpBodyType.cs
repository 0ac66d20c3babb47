namespace Agntz.Domain.Agents.Tools;

/// <summary>How the body of an http tool is sent.</summary>
public enum HttpBodyType
{
    /// <summary>As JSON.</summary>
    Json,

    /// <summary>As the fields of a form.</summary>
    Form,

    /// <summary>Within the URL.</summary>
    Query,
}
