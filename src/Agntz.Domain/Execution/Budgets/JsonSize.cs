using System.Runtime.InteropServices;
using System.Text.Json;

namespace Agntz.Domain.Execution.Budgets;

/// <summary>The size of JSON values.</summary>
internal static class JsonSize
{
    /// <summary>The bytes of a value as it was written, without copying it.</summary>
    public static int Of(JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined ? 0 : JsonMarshal.GetRawUtf8Value(value).Length;
}
