using System.Text.Json;

namespace Agntz.Api.Ingestion.Otlp;

/// <summary>Reads attributes and their values from JSON.</summary>
internal static class JsonValues
{
    public static IEnumerable<OtlpAttribute> ReadAttributes(
        JsonElement array, string place, OtlpSize size, int depth = 0) =>
        JsonFields.Objects(array, place).Select(it => ReadAttribute(it, place, size, depth));

    private static OtlpAttribute ReadAttribute(JsonElement attribute, string place, OtlpSize size, int depth)
    {
        size.AddPart();
        return new OtlpAttribute(
            JsonFields.Text(JsonFields.Find(attribute, "key"), $"{place}.key"),
            ReadValue(JsonFields.Find(attribute, "value"), $"{place}.value", size, depth));
    }

    private static OtlpValue ReadValue(JsonElement value, string place, OtlpSize size, int depth)
    {
        if (depth > OtlpValue.MaxDepth)
        {
            throw new MalformedOtlpException(
                $"Expected values nested at most {OtlpValue.MaxDepth} deep, found one at '{place}' that is deeper.");
        }

        if (value.ValueKind is JsonValueKind.Undefined)
        {
            return OtlpValue.Nothing.Instance;
        }

        JsonFields.Object(value, place);
        if (JsonFields.Find(value, "stringValue", "string_value") is { ValueKind: not JsonValueKind.Undefined } text)
        {
            return new OtlpValue.Text(JsonFields.Text(text, place));
        }

        if (JsonFields.Find(value, "intValue", "int_value") is { ValueKind: not JsonValueKind.Undefined } whole)
        {
            return new OtlpValue.Whole(JsonFields.Whole(whole, place));
        }

        if (JsonFields.Find(value, "doubleValue", "double_value") is { ValueKind: not JsonValueKind.Undefined } real)
        {
            return new OtlpValue.Real(JsonFields.Real(real, place));
        }

        if (JsonFields.Find(value, "boolValue", "bool_value") is { ValueKind: not JsonValueKind.Undefined } flag)
        {
            return flag.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? new OtlpValue.Flag(flag.GetBoolean())
                : throw JsonFields.Unexpected(place, "true or false", flag);
        }

        return ReadComposite(value, place, size, depth);
    }

    private static OtlpValue ReadComposite(JsonElement value, string place, OtlpSize size, int depth)
    {
        if (JsonFields.Find(value, "arrayValue", "array_value") is { ValueKind: not JsonValueKind.Undefined } list)
        {
            var values = JsonFields.Find(JsonFields.Object(list, place), "values");
            return new OtlpValue.List(
                [.. JsonFields.Objects(values, place).Select(it => ReadElement(it, place, size, depth + 1))]);
        }

        if (JsonFields.Find(value, "kvlistValue", "kvlist_value") is { ValueKind: not JsonValueKind.Undefined } map)
        {
            var members = JsonFields.Find(JsonFields.Object(map, place), "values");
            return new OtlpValue.Map([.. ReadAttributes(members, place, size, depth + 1)]);
        }

        if (JsonFields.Find(value, "bytesValue", "bytes_value") is { ValueKind: not JsonValueKind.Undefined } bytes)
        {
            return bytes.ValueKind is JsonValueKind.String && bytes.TryGetBytesFromBase64(out var decoded)
                ? new OtlpValue.Bytes(decoded)
                : throw JsonFields.Unexpected(place, "bytes in base64", bytes);
        }

        return OtlpValue.Nothing.Instance;
    }

    private static OtlpValue ReadElement(JsonElement value, string place, OtlpSize size, int depth)
    {
        size.AddPart();
        return ReadValue(value, place, size, depth);
    }
}
