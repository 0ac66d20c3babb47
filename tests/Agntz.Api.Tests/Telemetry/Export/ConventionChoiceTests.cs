using Agntz.Api.Telemetry.Export;
using Agntz.Domain.Telemetry;

namespace Agntz.Api.Tests.Telemetry.Export;

public sealed class ConventionChoiceTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData("OTEL_SEMCONV_STABILITY_OPT_IN=", false)]
    [InlineData("OTEL_SEMCONV_STABILITY_OPT_IN=http", false)]
    [InlineData("OTEL_SEMCONV_STABILITY_OPT_IN=gen_ai_latest_experimental", true)]
    [InlineData("OTEL_SEMCONV_STABILITY_OPT_IN=http, gen_ai_latest_experimental", true)]
    public void Choice_IsTheLatestWhereTheVariableNamesThem(string settings, bool isLatest) =>
        Assert.Same(
            isLatest ? GenAiConventions.Latest : GenAiConventions.Version141,
            ConventionChoice.Of(ExportSwitchTests.Configuration(settings)));
}
