using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Execution.Tools.Mcp;

namespace Agntz.Domain.Tests.Execution.Tools.Mcp;

public sealed class McpNamesTests
{
    [Theory]
    [InlineData("https://mcp.example.com/mcp", "search", "mcp__mcp_example_com__search")]
    [InlineData("https://mcp.example.com:8443/", "repo.list", "mcp__mcp_example_com_8443__repo_list")]
    [InlineData("http://[::1]:9/", "a", "mcp____1_9__a")]
    public void Of_NamesServerAndTool(string server, string tool, string name) =>
        Assert.Equal(name, McpNames.Of(new Uri(server), tool));

    [Fact]
    public void Of_LongNames_CutsTheHostFirstAndStaysValid()
    {
        var server = new Uri($"https://{new string('h', 60)}.example/");

        Assert.EndsWith("__search", McpNames.Of(server, "search"), StringComparison.Ordinal);
        Assert.Equal($"mcp__hhhhhhhh__{new string('t', 49)}", McpNames.Of(server, new string('t', 200)));
        Assert.All([1, 40, 50, 57, 64, 100], length =>
            Assert.True(ToolNames.IsValid(McpNames.Of(server, new string('t', length)))));
    }
}
