using System.Text.Json;
using Agntz.Domain.Agents.Reading.Tools;

namespace Agntz.Domain.Agents.Reading;

/// <summary>Reads what is particular to llm agents.</summary>
internal static class LlmReading
{
    public static LlmManifest Read(Fields fields, Scope scope)
    {
        var model = fields.Value("model", JsonValueKind.Object, "an object");
        if (model is null && fields.Value("model") is null)
        {
            fields.Problems.Structural(fields.PathOf("model"), "LLM agent must have a 'model' field");
        }

        return new LlmManifest
        {
            Id = "",
            Model = model is { } source
                ? ModelReading.Read(new Fields(source, fields.PathOf("model"), fields.Problems))
                : new ModelSettings { Provider = "", Name = "" },
            Instruction = TemplateReading.ReadTemplate(
                fields, "instruction", fields.RequiredText("instruction"), scope),
            Prompt = fields.Text("prompt") is { } prompt
                ? TemplateReading.ReadTemplate(fields, "prompt", prompt, scope)
                : null,
            Examples = ExampleReading.Read(fields),
            OutputSchema = SchemaReading.Read(fields, "outputSchema"),
            Tools = ToolReading.ReadAll(fields, scope),
            MaxSteps = (int)Math.Min(fields.Whole("maxSteps", 1) ?? LlmManifest.DefaultMaxSteps, int.MaxValue),
            TokenBudget = fields.Whole("tokenBudget", 1),
        };
    }
}
