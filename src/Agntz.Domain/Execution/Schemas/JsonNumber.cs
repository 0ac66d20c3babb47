using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>
/// A JSON number by its mathematical value: digits times a power of ten, without trailing zeros. Exact for any length;
/// exponents too far apart to be worth the digits are compared as floating point.
/// </summary>
internal readonly record struct JsonNumber(BigInteger Digits, int Exponent)
{
    private const int MostShift = 2_000;

    public bool IsInteger => Exponent >= 0;

    public static JsonNumber Of(JsonElement value) => Parse(value.GetRawText());

    public static JsonNumber Parse(string text)
    {
        var end = text.AsSpan().IndexOfAny('e', 'E');
        var mantissa = end < 0 ? text : text[..end];
        var exponent = end < 0 ? 0 : ClampExponent(text[(end + 1)..]);
        var point = mantissa.IndexOf('.');
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        var sign = mantissa.StartsWith('-') ? "-" : "";
        var digits = mantissa.TrimStart('-').TrimStart('0');
        var trimmed = digits.TrimEnd('0');
        return trimmed.Length == 0
            ? new JsonNumber(BigInteger.Zero, 0)
            : new JsonNumber(BigInteger.Parse(sign + trimmed, CultureInfo.InvariantCulture),
                exponent + digits.Length - trimmed.Length);
    }

    public int CompareTo(JsonNumber other)
    {
        if (Digits.Sign != other.Digits.Sign || Digits.IsZero)
        {
            return Digits.Sign.CompareTo(other.Digits.Sign);
        }

        return Math.Abs((long)Exponent - other.Exponent) > MostShift
            ? Exponent.CompareTo(other.Exponent) * Digits.Sign
            : Scaled(other).CompareTo(other.Scaled(this));
    }

    public bool IsMultipleOf(JsonNumber divisor) =>
        Digits.IsZero
        || ((long)divisor.Exponent - Exponent <= MostShift && (long)Exponent - divisor.Exponent <= MostShift
            && (Scaled(divisor) % divisor.Scaled(this)).IsZero);

    public override string ToString() => Exponent switch
    {
        0 => Digits.ToString(CultureInfo.InvariantCulture),
        > 0 and < 20 => (Digits * BigInteger.Pow(10, Exponent)).ToString(CultureInfo.InvariantCulture),
        _ => double.Parse($"{Digits}E{Exponent}", CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
    };

    private BigInteger Scaled(JsonNumber other) =>
        Exponent > other.Exponent ? Digits * BigInteger.Pow(10, Exponent - other.Exponent) : Digits;

    private static int ClampExponent(string text) =>
        BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) is var exponent
        && exponent > 1_000_000 ? 1_000_000 : exponent < -1_000_000 ? -1_000_000 : (int)exponent;
}
