using System.Text;
using System.Text.Json;

namespace Agntz.Providers.Wire;

/// <summary>Text that is gathered from its pieces, within the budget of its answer.</summary>
internal sealed class WireWords(AnswerBudget budget)
{
    private readonly StringBuilder _text = new();
    private WireText? _pieces;

    /// <summary>Adds the text of a JSON string.</summary>
    public void Add(JsonElement piece)
    {
        budget.Keep(piece);
        _text.Append((_pieces ??= new WireText()).Read(piece));
    }

    /// <summary>Puts a text in the place of what there is.</summary>
    public void Replace(string text)
    {
        budget.Keep(text.Length);
        _text.Clear().Append(text);
    }

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>The text so far, and nothing more of a character that was begun.</summary>
    public string Complete()
    {
        _text.Append(_pieces?.Complete());
        return _text.ToString();
    }

    public override string ToString() => _text.ToString();
}
