using System.Globalization;
using System.Text.Json;

namespace Agntz.Api.Ingestion.Otlp;

/// <summary>The value of an attribute.</summary>
internal abstract record OtlpValue
{
    /// <summary>How deep lists and maps may lie in each other.</summary>
    public const int MaxDepth = 32;

    /// <summary>Writes it as JSON; bytes as base64, and what JSON has no number for as text.</summary>
    public abstract void WriteTo(Utf8JsonWriter writer);

    /// <summary>Text.</summary>
    public sealed record Text(string Value) : OtlpValue
    {
        public override void WriteTo(Utf8JsonWriter writer) => writer.WriteStringValue(Value);
    }

    /// <summary>True or false.</summary>
    public sealed record Flag(bool Value) : OtlpValue
    {
        public override void WriteTo(Utf8JsonWriter writer) => writer.WriteBooleanValue(Value);
    }

    /// <summary>A whole number.</summary>
    public sealed record Whole(long Value) : OtlpValue
    {
        public override void WriteTo(Utf8JsonWriter writer) => writer.WriteNumberValue(Value);
    }

    /// <summary>Any other number.</summary>
    public sealed record Real(double Value) : OtlpValue
    {
        public override void WriteTo(Utf8JsonWriter writer)
        {
            if (double.IsFinite(Value))
            {
                writer.WriteNumberValue(Value);
            }
            else
            {
                writer.WriteStringValue(Value.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>Bytes.</summary>
    public sealed record Bytes(byte[] Value) : OtlpValue
    {
        public override void WriteTo(Utf8JsonWriter writer) => writer.WriteBase64StringValue(Value);
    }

    /// <summary>Values in order.</summary>
    public sealed record List(IReadOnlyList<OtlpValue> Values) : OtlpValue
    {
        public override void WriteTo(Utf8JsonWriter writer)
        {
            writer.WriteStartArray();
            foreach (var value in Values)
            {
                value.WriteTo(writer);
            }

            writer.WriteEndArray();
        }
    }

    /// <summary>Values by name.</summary>
    public sealed record Map(IReadOnlyList<OtlpAttribute> Members) : OtlpValue
    {
        public override void WriteTo(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            foreach (var member in Members)
            {
                writer.WritePropertyName(member.Key);
                member.Value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }
    }

    /// <summary>No value.</summary>
    public sealed record Nothing : OtlpValue
    {
        public static readonly Nothing Instance = new();

        public override void WriteTo(Utf8JsonWriter writer) => writer.WriteNullValue();
    }
}
