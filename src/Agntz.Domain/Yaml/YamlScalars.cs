using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Agntz.Domain.Yaml;

/// <summary>The types of plain scalars, by the core schema of YAML 1.2.</summary>
internal static partial class YamlScalars
{
    /// <summary>Writes an unquoted scalar as the JSON value it stands for. Numbers keep their form where JSON has it.</summary>
    public static void WritePlain(Utf8JsonWriter writer, string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                writer.WriteNullValue();
                break;
            case "true" or "True" or "TRUE":
                writer.WriteBooleanValue(true);
                break;
            case "false" or "False" or "FALSE":
                writer.WriteBooleanValue(false);
                break;
            default:
                WriteNumberOrText(writer, text);
                break;
        }
    }

    private static void WriteNumberOrText(Utf8JsonWriter writer, string text)
    {
        if (JsonNumber().IsMatch(text))
        {
            writer.WriteRawValue(text, skipInputValidation: true);
        }
        else if (YamlNumber().IsMatch(text)
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(text);
        }
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z")]
    private static partial Regex JsonNumber();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex YamlNumber();
}
