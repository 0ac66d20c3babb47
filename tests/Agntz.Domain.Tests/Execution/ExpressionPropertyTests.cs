using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Conditions;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Tests.Execution;

/// <summary>Whatever is written, the parsers of the language end, and with nothing but their own error.</summary>
public sealed class ExpressionPropertyTests
{
    private const int Texts = 40_000;
    private const int Mebi = 1024 * 1024;

    private static readonly string[] Scraps =
    [
        "{{", "}}", "{", "}", "#if ", "#if", "/if", "{{/if}}", "{{#if a}}", "{{#if a == ", "a", "a.b", ".", "0", " ", "\n",
        "\"", "'", "==", "!=", ">", "<", ">=", "<=", "&&", "||", "(", ")", "!", "=", "&", "|", "null", "true", "1e5", "-",
        "+.5", "{{a}}", "{{a.b}}", "else", "ß", "😀", "\ud800", "\0", "x y",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Parse_RandomTexts_GiveAnExpressionOrAnErrorWithinTheText(int seed)
    {
        var random = new Random(seed);
        var state = States.Of("""{"a":{"b":[1,"x",null,{}]},"0":0}""");
        var understood = 0;
        for (var count = 0; count < Texts; count++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Scraps[random.Next(Scraps.Length)]));
            understood += Try(text, () => Template.Parse(text).Render(state)) ? 1 : 0;
            understood += Try(text, () => Template.ParsePlaces(text).Render(state)) ? 1 : 0;
            understood += Try(text, () => Condition.Parse(text).IsTrue(state)) ? 1 : 0;
        }

        Assert.InRange(understood, Texts / 100, 3 * Texts - 1);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void IsTrue_RandomConditions_AreDecidedAsTheyWereMade(int seed)
    {
        var random = new Random(seed);
        var state = States.Of("""{"t":true,"f":false,"n":7,"s":"a && (b"}""");
        for (var count = 0; count < Texts / 10; count++)
        {
            var (text, expected) = Make(random, 4);

            Assert.True(expected == Condition.Parse(text).IsTrue(state), $"Expected {expected} of {text}");
        }
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void Render_RandomTemplates_AreRenderedAsTheyWereMade(int seed)
    {
        var random = new Random(seed);
        var state = States.Of("""{"t":true,"n":7,"s":"{{#if t}}","e":[]}""");
        for (var count = 0; count < Texts / 10; count++)
        {
            var (text, expected) = MakeTemplate(random, 4);

            Assert.Equal(expected, Template.Parse(text).Render(state));
        }
    }

    [Theory]
    [InlineData("{{", "")]
    [InlineData("{{#if a}}", "")]
    [InlineData("{{/if}}", "")]
    [InlineData("{{a}}", "")]
    [InlineData("{{#if a}}x{{/if}}", "")]
    [InlineData("{{#if a == '", "")]
    [InlineData("{", "")]
    [InlineData("}", "")]
    [InlineData("(", "{{a}}")]
    [InlineData("({{a}}) || ", "{{a}}")]
    [InlineData("{{a}} && ", "{{a}}")]
    [InlineData("{{a}} == ", "{{a}}")]
    [InlineData("!", "")]
    [InlineData(" ", "")]
    [InlineData("\"", "")]
    [InlineData("{{a}} > 9", "")]
    [InlineData("a", "")]
    [InlineData("9", " < {{a}}")]
    public void Parse_AMebibyteOfOneThing_Ends(string scrap, string end)
    {
        var text = string.Concat(Enumerable.Repeat(scrap, Mebi / scrap.Length)) + end;
        var state = States.Of("""{"a":1}""");

        Try(text, () => Template.Parse(text).Render(state));
        Try(text, () => Condition.Parse(text).IsTrue(state));
    }

    [Fact]
    public void Parse_NestedTooDeep_IsRefusedInsteadOfOverflowingTheStack()
    {
        const int Levels = 100_000;
        var parentheses = new string('(', Levels) + "{{a}}" + new string(')', Levels);
        var blocks = string.Concat(Enumerable.Repeat("{{#if a}}", Levels))
            + string.Concat(Enumerable.Repeat("{{/if}}", Levels));

        Assert.Contains("deep at most", Assert.Throws<SyntaxException>(() => Condition.Parse(parentheses)).Message);
        Assert.Contains("deep at most", Assert.Throws<SyntaxException>(() => Template.Parse(blocks)).Message);
    }

    private static bool Try(string text, Action parse)
    {
        try
        {
            parse();
            return true;
        }
        catch (SyntaxException refusal)
        {
            Assert.InRange(refusal.Position, 1, text.Length + 1);
            return false;
        }
    }

    private static (string Text, string Rendered) MakeTemplate(Random random, int depth)
    {
        var parts = Enumerable.Range(0, random.Next(1, 4)).Select(_ => MakePart(random, depth)).ToList();
        return (string.Concat(parts.Select(part => part.Text)), string.Concat(parts.Select(part => part.Rendered)));
    }

    private static (string Text, string Rendered) MakePart(Random random, int depth)
    {
        if (depth == 0 || random.Next(2) == 0)
        {
            return random.Next(5) switch
            {
                0 => ("{{n}}", "7"),
                1 => ("{{ s }}", "{{#if t}}"),
                2 => ("{{missing.path}}", ""),
                3 => ("} text { ", "} text { "),
                _ => ("{{e}}", "[]"),
            };
        }

        var (text, rendered) = MakeTemplate(random, depth - 1);
        var (condition, holds) = random.Next(6) switch
        {
            0 => ("t", true),
            1 => ("e", false),
            2 => ("n == 7", true),
            3 => ("n != 7", false),
            4 => ("s == '{{#if t}}'", true),
            _ => ("missing != null", false),
        };
        return ($"{{{{#if {condition}}}}}{text}{{{{/if}}}}", holds ? rendered : "");
    }

    private static (string Text, bool Value) Make(Random random, int depth)
    {
        var (left, right) = depth == 0 ? default : (Make(random, depth - 1), Make(random, depth - 1));
        return depth == 0 || random.Next(4) == 0
            ? random.Next(6) switch
            {
                0 => ("{{t}}", true),
                1 => ("{{f}}", false),
                2 => ("{{n}} >= 7", true),
                3 => ("{{n}} < 7", false),
                4 => ("{{s}} == 'a && (b'", true),
                _ => ("{{s}} != \"a && (b\"", false),
            }
            : random.Next(2) == 0
                ? ($"({left.Text}) && ({right.Text})", left.Value && right.Value)
                : ($"({left.Text} || {right.Text})", left.Value || right.Value);
    }
}
