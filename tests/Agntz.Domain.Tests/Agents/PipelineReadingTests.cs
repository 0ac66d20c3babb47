using Agntz.Domain.Agents;

namespace Agntz.Domain.Tests.Agents;

/// <summary>What steps may say, and which names they may use where.</summary>
public sealed class PipelineReadingTests
{
    private const string Head = "id: p\nkind: sequential\ninputSchema: {topic: string}\n";
    private const string Agent = "kind: llm, model: {provider: demo, name: m}, instruction: x";

    [Theory]
    [InlineData("{{topic}}", null)]
    [InlineData("{{first}} == 1", null)]
    [InlineData("{{second}}", "steps[1].when")]
    [InlineData("{{third}}", "steps[1].when")]
    [InlineData("{{userQuery}}", "steps[1].when")]
    [InlineData("{{topic}} =", "steps[1].when")]
    public void Read_When_MayNameWhatExistsByThen(string when, string? path)
    {
        var reading = ManifestReader.Read(Head + Steps($"when: \"{when}\", "));

        Assert.Equal(path is null ? [] : [path], reading.Errors.Select(error => error.Path));
    }

    [Theory]
    [InlineData("{{second}}")]
    [InlineData("{{third}} == null || {{topic}}")]
    public void Read_InALoop_EveryStepMayNameEveryOther(string when)
    {
        var reading = ManifestReader.Read(
            Head + "until: \"{{third}} && {{first}}\"\nmaxIterations: 3\n" + Steps($"when: \"{when}\", "));

        Assert.Empty(reading.Errors);
        var agent = Assert.IsType<SequentialManifest>(reading.Manifest);
        Assert.Equal(("{{third}} && {{first}}", 3), (agent.Until?.Source, agent.MaxIterations));
        Assert.Equal(when, agent.Steps[1].When?.Source);
    }

    [Theory]
    [InlineData("until: \"{{first}}\"\n", "maxIterations")]
    [InlineData("until: \"{{first}}\"\nmaxIterations: 0\n", "maxIterations")]
    [InlineData("until: \"{{first}}\"\nmaxIterations: 1.5\n", "maxIterations")]
    [InlineData("until: \"{{first}}\"\nmaxIterations: 100001\n", "maxIterations")]
    [InlineData("until: \"{{first}}\"\nmaxIterations: many\n", "maxIterations")]
    [InlineData("until: \"{{nothing}}\"\nmaxIterations: 2\n", "until")]
    [InlineData("until: \"({{first}}\"\nmaxIterations: 2\n", "until")]
    [InlineData("until: true\nmaxIterations: 2\n", "until")]
    [InlineData("untill: \"{{first}}\"\n", "untill")]
    public void Read_LoopThatIsWrong_IsRefused(string loop, string path)
    {
        Assert.Equal([path], ManifestReader.Read(Head + loop + Steps()).Errors.Select(error => error.Path).Distinct());
    }

    [Fact]
    public void Read_MaxIterationsWithoutUntil_IsAWarning()
    {
        var reading = ManifestReader.Read(Head + "maxIterations: 3\n" + Steps());

        Assert.Empty(reading.Errors);
        Assert.Equal("maxIterations", Assert.Single(reading.Warnings).Path);
    }

    [Theory]
    [InlineData("{{topic}}", null)]
    [InlineData("{{right}}", "branches[0].when")]
    public void Read_WhenOfABranch_MayNameTheInputOnly(string when, string? path)
    {
        var reading = ManifestReader.Read(
            $$"""
              id: p
              kind: parallel
              inputSchema: {topic: string}
              branches:
                - {when: "{{when}}", agent: {id: left, {{Agent}} } }
                - {agent: {id: right, {{Agent}} } }

              """);

        Assert.Equal(path is null ? [] : [path], reading.Errors.Select(error => error.Path));
    }

    [Theory]
    [InlineData("stateKey: topic, ", "steps[1].stateKey")]
    [InlineData("agents: 1, ", "steps[1].agents")]
    public void Read_StepThatIsWrong_IsRefused(string step, string path)
    {
        Assert.Equal([path], ManifestReader.Read(Head + Steps(step)).Errors.Select(error => error.Path));
    }

    [Theory]
    [InlineData("stateKey: a.b, ")]
    [InlineData("stateKey: 'a b', ")]
    [InlineData("stateKey: '', ")]
    public void Read_KeyThatNoTemplateCanName_IsAWarning(string step)
    {
        var reading = ManifestReader.Read(Head + Steps(step));

        Assert.Empty(reading.Errors);
        Assert.Equal("steps[1].stateKey", Assert.Single(reading.Warnings).Path);
    }

    [Fact]
    public void Read_KeyUsedTwice_IsAWarning()
    {
        var reading = ManifestReader.Read(Head + Steps("stateKey: first, "));

        Assert.Empty(reading.Errors);
        Assert.Equal("steps[1].stateKey", Assert.Single(reading.Warnings).Path);
    }

    [Theory]
    [InlineData("outputSchema: {a: string, b: string}", "inputSchema: {a: string}", null, null)]
    [InlineData("outputSchema: {a: string}", "inputSchema: {a: string, b: string}", "steps[1].input", null)]
    [InlineData("outputSchema: {a: string}", "inputSchema: {a: string, b: {type: string, default: x}}", null, null)]
    [InlineData("description: plain text", "inputSchema: {a: string}", "steps[1].input", null)]
    [InlineData("description: plain text", "description: takes anything", null, null)]
    [InlineData("outputSchema: {a: string}", "inputSchema: {a: string}", null, "steps[1].input", "when: '{{topic}}', ")]
    public void Read_StepWithoutInput_IsHeldAgainstWhatItGets(
        string before, string after, string? error, string? warning, string when = "")
    {
        var reading = ManifestReader.Read(
            Head + $$"""
                     steps:
                       - { {{when}}agent: {id: first, {{Agent}}, {{before}} } }
                       - {agent: {id: second, {{Agent}}, {{after}} } }

                     """);

        Assert.Equal(error is null ? [] : [error], reading.Errors.Select(problem => problem.Path));
        Assert.Equal(warning is null ? [] : [warning], reading.Warnings.Select(problem => problem.Path));
    }

    [Theory]
    [InlineData("sequential", "steps", "inputSchema: {topic: string}", null)]
    [InlineData("sequential", "steps", "inputSchema: {other: string}", "steps[0].input")]
    [InlineData("parallel", "branches", "inputSchema: {topic: string}", null)]
    [InlineData("parallel", "branches", "inputSchema: {other: string}", "branches[0].input")]
    public void Read_FirstStepWithoutInput_IsHeldAgainstTheInput(string kind, string steps, string schema, string? error)
    {
        var reading = ManifestReader.Read(
            $$"""
              id: p
              kind: {{kind}}
              inputSchema: {topic: string}
              {{steps}}: [{agent: {id: first, {{Agent}}, {{schema}} } } ]

              """);

        Assert.Equal(error is null ? [] : [error], reading.Errors.Select(problem => problem.Path));
    }

    [Theory]
    [InlineData("{a: x}", null)]
    [InlineData("{a: x, b: y}", "steps[0].input.b")]
    [InlineData("{b: y}", "steps[0].input.b steps[0].input")]
    public void Read_StepWithInput_PassesWhatItsAgentDeclares(string input, string? errors)
    {
        var reading = ManifestReader.Read(
            $$"""
              id: p
              kind: sequential
              steps: [{input: {{input}}, agent: {id: first, {{Agent}}, inputSchema: {a: string} } } ]

              """);

        Assert.Equal(errors?.Split(' ') ?? [], reading.Errors.Select(problem => problem.Path));
    }

    private static string Steps(string second = "") =>
        $$"""
          steps:
            - {agent: {id: first, {{Agent}} } }
            - { {{second}}agent: {id: second, {{Agent}} } }
            - {agent: {id: third, {{Agent}} } }

          """;
}
