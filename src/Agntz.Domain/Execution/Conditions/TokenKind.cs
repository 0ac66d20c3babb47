namespace Agntz.Domain.Execution.Conditions;

/// <summary>What a condition is written with.</summary>
internal enum TokenKind
{
    /// <summary>A place, <c>{{path}}</c>; the text is the path.</summary>
    Place,

    /// <summary>A string in quotes; the text is what is between them.</summary>
    Quoted,

    /// <summary>A word without quotes.</summary>
    Word,

    /// <summary>A comparison.</summary>
    Comparison,

    /// <summary><c>&amp;&amp;</c>.</summary>
    And,

    /// <summary><c>||</c>.</summary>
    Or,

    /// <summary><c>(</c>.</summary>
    Open,

    /// <summary><c>)</c>.</summary>
    Close,

    /// <summary>Nothing more.</summary>
    End,
}
