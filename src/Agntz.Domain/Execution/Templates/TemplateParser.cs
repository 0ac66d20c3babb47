using Agntz.Domain.Execution.Conditions;

namespace Agntz.Domain.Execution.Templates;

/// <summary>Cuts a text into texts, places and blocks, one pass over it.</summary>
/// <param name="source">The text.</param>
/// <param name="mayHaveBlocks">Whether blocks are understood.</param>
internal sealed class TemplateParser(string source, bool mayHaveBlocks)
{
    private const int MaxNesting = 64;
    private const string Open = "{{";
    private const string Close = "}}";
    private const string If = "#if";

    private readonly Stack<OpenBlock> _outer = new();
    private List<TemplatePart> _parts = [];

    /// <summary>The parts in order.</summary>
    /// <exception cref="SyntaxException">A place or block is not closed, or holds what templates do not have.</exception>
    public IReadOnlyList<TemplatePart> Parse()
    {
        var position = 0;
        while (source.IndexOf(Open, position, StringComparison.Ordinal) is var open and >= 0)
        {
            var close = FindClose(open);
            AddText(position, open);
            AddTag(open, close);
            position = close + Close.Length;
        }

        AddText(position, source.Length);
        return _outer.TryPeek(out var unclosed)
            ? throw new SyntaxException(unclosed.Position, "this '{{#if …}}' is never closed by '{{/if}}'")
            : _parts;
    }

    // Quotes matter only in blocks: a literal there may hold what would close the tag.
    private int FindClose(int open)
    {
        var isBlock = source.AsSpan(open + Open.Length).TrimStart() is ['#', ..];
        var quote = '\0';
        for (var at = open + Open.Length; at < source.Length - 1; at++)
        {
            var found = source[at];
            if (quote == '\0' && found is '}' && source[at + 1] is '}')
            {
                return at;
            }

            if (isBlock && found is ('"' or '\''))
            {
                quote = quote == '\0' ? found : quote == found ? '\0' : quote;
            }
        }

        throw new SyntaxException(open + 1, "this '{{' is never closed by '}}'");
    }

    private void AddText(int start, int end)
    {
        if (end > start)
        {
            _parts.Add(new TemplatePart(source[start..end], null, null));
        }
    }

    private void AddTag(int open, int close)
    {
        var content = source.AsSpan(open + Open.Length, close - open - Open.Length).Trim();
        if (content is not (['#' or '/', ..] or "else"))
        {
            var path = TemplatePath.Read(source[(open + Open.Length)..close], open + 1);
            _parts.Add(new TemplatePart(null, new TemplatePath(path), null));
        }
        else if (!mayHaveBlocks)
        {
            throw new SyntaxException(open + 1, "blocks are understood in 'instruction' and 'prompt' only");
        }
        else if (content is "/if")
        {
            CloseBlock(open);
        }
        else if (content.StartsWith(If, StringComparison.Ordinal)
            && (content.Length == If.Length || char.IsWhiteSpace(content[If.Length])))
        {
            OpenBlockAt(open, close);
        }
        else
        {
            throw new SyntaxException(open + 1, $"'{{{{{content}}}}}' is unknown: blocks are {{{{#if …}}}} and {{{{/if}}}}"
                + (content is "else" ? "; write a second block with the opposite condition" : ""));
        }
    }

    private void OpenBlockAt(int open, int close)
    {
        if (_outer.Count == MaxNesting)
        {
            throw new SyntaxException(open + 1, $"blocks may be nested {MaxNesting} deep at most");
        }

        var start = source.IndexOf(If, open, StringComparison.Ordinal) + If.Length;
        _outer.Push(new OpenBlock(open + 1, BlockCondition.Parse(source, start, close), _parts));
        _parts = [];
    }

    private void CloseBlock(int open)
    {
        if (!_outer.TryPop(out var block))
        {
            throw new SyntaxException(open + 1, "this '{{/if}}' closes no block");
        }

        block.Around.Add(new TemplatePart(null, null, new TemplateBlock(block.Condition, _parts)));
        _parts = block.Around;
    }

    private readonly record struct OpenBlock(
        int Position, ConditionNode Condition, List<TemplatePart> Around);
}
