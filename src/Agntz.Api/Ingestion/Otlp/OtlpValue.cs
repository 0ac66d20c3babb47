using System.Globalization;
using System.Text.Json;
using Agntz.Domain.Json;
using Agntz.Domain.Traces;

namespace Agntz.Api.Ingestion.Otlp;

/// <summary>The value of an attribute.</summary>
internal abstract record OtlpValue
{
    /// <summary>How deep lists and maps may lie in each other.</summary>
    public const int MaxDepth = 32;

    /// <summary>Writes it as JSON; bytes as base64, and what JSON has no number for as text.</summary>
    public abstract void WriteTo(Utf8JsonWriter writer);

    /// <summary>The value as it is stored: the beginning of its text where it is longer than is kept.</summary>
    public OtlpValue ToStored()
    {
        var text = this switch
        {
            Text long_ when long_.Value.Length > SpanLimits.MaxValueBytes / 4 => long_.Value,
            Bytes or List or Map => JsonText.Write(this, static (writer, it) => it.WriteTo(writer)),
            _ => null,
        };
        return text is not null && SpanLimits.Cut(text, out var cut) ? new Text(cut, IsCut: true) : this;
    }

    /// <summary>Text.</summary>
    /// <param name="Value">The text.</param>
    /// <param name="IsCut">Whether it is the beginning of what was sent.</param>
    public sealed record Text(string Value, bool IsCut = false) : OtlpValue
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
