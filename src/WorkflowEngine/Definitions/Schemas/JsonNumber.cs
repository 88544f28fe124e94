using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace WorkflowEngine.Definitions.Schemas;

/// <summary>
/// A number of a JSON text, exactly as it was written: a sign, decimal digits after the point without zeros at either end, and a
/// power of ten. Numbers of any size compare without being computed.
/// </summary>
internal readonly record struct JsonNumber : IComparable<JsonNumber>
{
    /// <summary>How many digits a number may have that is divided.</summary>
    private const int MaxDigits = 1_000;

    /// <summary>Larger exponents than any text can spell out are all the same.</summary>
    private const long MaxExponent = 1_000_000_000_000;

    private JsonNumber(bool isNegative, string digits, long power) => (IsNegative, Digits, Power) = (isNegative, digits, power);

    private bool IsNegative { get; }

    private string Digits { get; }

    private long Power { get; }

    public bool IsWhole => Power >= Digits.Length;

    public bool IsPositive => !IsNegative && Digits.Length > 0;

    /// <summary>Whether the number has so many digits that it cannot be divided.</summary>
    public bool IsLong => Digits.Length > MaxDigits;

    public static JsonNumber Of(JsonElement number)
    {
        var text = number.GetRawText().AsSpan();
        var isNegative = text[0] == '-';
        text = isNegative ? text[1..] : text;
        var exponentAt = text.IndexOfAny('e', 'E');
        var power = exponentAt < 0 ? 0 : Exponent(text[(exponentAt + 1)..]);
        text = exponentAt < 0 ? text : text[..exponentAt];
        var point = text.IndexOf('.');
        power += point < 0 ? text.Length : point;
        var digits = point < 0 ? text.ToString() : string.Concat(text[..point], text[(point + 1)..]);
        var first = digits.AsSpan().IndexOfAnyExcept('0');
        return first < 0 ? new(false, "", 0) : new(isNegative, digits[first..].TrimEnd('0'), power - first);
    }

    public int CompareTo(JsonNumber other)
    {
        var (sign, otherSign) = (Sign, other.Sign);
        if (sign != otherSign || sign == 0)
        {
            return sign.CompareTo(otherSign);
        }

        var size = Power != other.Power ? Power.CompareTo(other.Power) : Math.Sign(string.CompareOrdinal(Digits, other.Digits));
        return sign * size;
    }

    /// <summary>Whether a whole number times the divisor gives this; the divisor is above zero and neither is long.</summary>
    public bool IsMultipleOf(JsonNumber divisor)
    {
        if (Digits.Length == 0)
        {
            return true;
        }

        // The digits of this end in no zero, so a divisor with more decimal places than this has is never met.
        var shift = Power - Digits.Length - (divisor.Power - divisor.Digits.Length);
        if (shift < 0)
        {
            return false;
        }

        var modulus = BigInteger.Parse(divisor.Digits, CultureInfo.InvariantCulture);
        var scale = BigInteger.ModPow(10, shift, modulus);
        return (BigInteger.Parse(Digits, CultureInfo.InvariantCulture) * scale % modulus).IsZero;
    }

    private int Sign => Digits.Length == 0 ? 0 : IsNegative ? -1 : 1;

    private static long Exponent(ReadOnlySpan<char> text)
    {
        var isNegative = text[0] == '-';
        var digits = text.TrimStart("+-").TrimStart('0');
        var value = digits.Length > 12 ? MaxExponent : digits.Length == 0 ? 0 : long.Parse(digits, CultureInfo.InvariantCulture);
        return isNegative ? -value : value;
    }
}
