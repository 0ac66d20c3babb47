using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Conditions;

namespace Agntz.Domain.Tests.Execution.Conditions;

public sealed class ConditionTests
{
    private const string State =
        """
        {"name":"Ann","count":3,"half":0.50,"text":"8","zero":0,"empty":"","yes":true,"no":false,"none":null,"list":[],
         "things":{},"tags":["a","b"],"deep":{"er":{"score":9}},"same":{"er":{"score":9.0}},"odd":"a && b == (c)",
         "one":1,"word":"null","date":"2026-03-04"}
        """;

    [Theory]
    [InlineData("{{name}} == Ann", true)]
    [InlineData("{{name}} == \"Ann\"", true)]
    [InlineData("{{name}} == 'Bob'", false)]
    [InlineData("{{name}} != 'Bob'", true)]
    [InlineData("'Ann' == {{name}}", true)]
    [InlineData("{{count}} == 3", true)]
    [InlineData("{{count}} == 3.0", true)]
    [InlineData("{{count}} == '3'", false)]
    [InlineData("{{count}} != '3'", true)]
    [InlineData("{{text}} == 8", false)]
    [InlineData("{{half}} == .5", true)]
    [InlineData("{{half}} == +0.5e0", true)]
    [InlineData("{{yes}} == true", true)]
    [InlineData("{{yes}} == 'true'", false)]
    [InlineData("{{no}} == false", true)]
    [InlineData("{{zero}} == false", false)]
    [InlineData("{{none}} == null", true)]
    [InlineData("{{missing}} == null", true)]
    [InlineData("{{missing.deeper}} == null", true)]
    [InlineData("{{missing}} != null", false)]
    [InlineData("{{missing}} == {{none}}", true)]
    [InlineData("{{missing}} == 'null'", false)]
    [InlineData("{{word}} == null", false)]
    [InlineData("{{name}} != null", true)]
    [InlineData("{{deep}} == {{same}}", true)]
    [InlineData("{{deep.er}} == {{tags}}", false)]
    [InlineData("{{tags.length}} == 2", true)]
    [InlineData("{{odd}} == 'a && b == (c)'", true)]
    [InlineData("{{odd}} == \"a && b == (c)\" && {{yes}}", true)]
    [InlineData("{{name}} == '|| {{x}} >'", false)]
    public void IsTrue_Equality_IsStrictAndKnowsNoDifferenceBetweenMissingAndNull(string condition, bool expected)
    {
        Assert.Equal(expected, Condition.Parse(condition).IsTrue(States.Of(State)));
    }

    [Theory]
    [InlineData("{{count}} > 2", true)]
    [InlineData("{{count}} > 3", false)]
    [InlineData("{{count}} >= 3", true)]
    [InlineData("{{count}} < 3", false)]
    [InlineData("{{count}} <= 3", true)]
    [InlineData("{{count}} > -1.5e1", true)]
    [InlineData("{{text}} > 7", true)]
    [InlineData("{{text}} >= 10", false)]
    [InlineData("10 >= {{text}}", true)]
    [InlineData("{{count}}>{{half}}", true)]
    [InlineData("{{deep.er.score}}>=9", true)]
    [InlineData("{{missing}} > 0", false)]
    [InlineData("{{missing}} <= 0", false)]
    [InlineData("{{none}} < 1", false)]
    [InlineData("{{none}} >= 0", false)]
    [InlineData("{{yes}} >= 1", false)]
    [InlineData("{{empty}} < 1", false)]
    [InlineData("{{name}} > 0", false)]
    [InlineData("{{tags}} > 0", false)]
    [InlineData("{{date}} > '2025-01-01'", false)]
    public void IsTrue_Order_IsThatOfNumbersAndHoldsForNothingElse(string condition, bool expected)
    {
        Assert.Equal(expected, Condition.Parse(condition).IsTrue(States.Of(State)));
    }

    [Theory]
    [InlineData("{{name}}", true)]
    [InlineData("{{count}}", true)]
    [InlineData("{{half}}", true)]
    [InlineData("{{yes}}", true)]
    [InlineData("{{tags}}", true)]
    [InlineData("{{deep}}", true)]
    [InlineData("{{word}}", true)]
    [InlineData("{{zero}}", false)]
    [InlineData("{{empty}}", false)]
    [InlineData("{{no}}", false)]
    [InlineData("{{none}}", false)]
    [InlineData("{{missing}}", false)]
    [InlineData("{{list}}", false)]
    [InlineData("{{things}}", false)]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void IsTrue_ValueAlone_IsFalseWhereItIsNothing(string condition, bool expected)
    {
        Assert.Equal(expected, Condition.Parse(condition).IsTrue(States.Of(State)));
    }

    [Theory]
    [InlineData("{{yes}} && {{no}}", false)]
    [InlineData("{{yes}} || {{no}}", true)]
    [InlineData("{{yes}} || {{yes}} && {{no}}", true)]
    [InlineData("({{yes}} || {{yes}}) && {{no}}", false)]
    [InlineData("{{no}} && {{yes}} || {{yes}}", true)]
    [InlineData("{{no}} && ({{yes}} || {{yes}})", false)]
    [InlineData("({{count}} == 3)", true)]
    [InlineData("((({{count}} == 3)) && {{name}}==Ann)", true)]
    [InlineData("{{one}}==1&&{{count}}==3||{{no}}", true)]
    [InlineData(" {{ yes }} ", true)]
    public void IsTrue_Joined_BindsAndBeforeOrAndParenthesesBeforeBoth(string condition, bool expected)
    {
        Assert.Equal(expected, Condition.Parse(condition).IsTrue(States.Of(State)));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("   ", 4)]
    [InlineData("name", 1)]
    [InlineData("'name'", 1)]
    [InlineData("1", 1)]
    [InlineData("null", 1)]
    [InlineData("name == 'Ann'", 1)]
    [InlineData("1 == 1", 1)]
    [InlineData("{{a}} && b", 10)]
    [InlineData("!{{a}}", 1)]
    [InlineData("{{a}} = 1", 7)]
    [InlineData("{{a}} === 1", 9)]
    [InlineData("{{a}} & {{b}}", 7)]
    [InlineData("{{a}} | {{b}}", 7)]
    [InlineData("{{a}} ==", 9)]
    [InlineData("== 1", 1)]
    [InlineData("{{a}} == 1 == 2", 12)]
    [InlineData("1 < {{a}} < 3", 11)]
    [InlineData("({{a}}) == 1", 9)]
    [InlineData("{{a}} == ({{b}})", 10)]
    [InlineData("({{a}}", 1)]
    [InlineData("{{a}})", 6)]
    [InlineData("()", 2)]
    [InlineData("({{a}} {{b}})", 8)]
    [InlineData("{{a}} {{b}}", 7)]
    [InlineData("{{a}} and {{b}}", 7)]
    [InlineData("{{a}} == in progress", 13)]
    [InlineData("{{a}} &&", 9)]
    [InlineData("|| {{a}}", 1)]
    [InlineData("{{a || b}}", 1)]
    [InlineData("{{a", 1)]
    [InlineData("{{}}", 1)]
    [InlineData("{{a}} == 'x", 10)]
    [InlineData("{{a}} == {b}", 10)]
    [InlineData("{{a}} == it's", 12)]
    public void Parse_WhatIsNoCondition_IsRefusedWithThePosition(string condition, int position)
    {
        Assert.Equal(position, Assert.Throws<SyntaxException>(() => Condition.Parse(condition)).Position);
    }

    [Fact]
    public void Paths_AreThoseOfAllParts()
    {
        Assert.Equal(["a.b", "c", "d"],
            Condition.Parse("{{a.b}} == 1 && ({{c}} || 'x' != {{d}})").Paths.Select(path => path.Source));
    }
}
