using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace WorkflowEngine.Python;

/// <summary>The values of number literals, and floats as Python writes them.</summary>
internal static class PythonNumber
{
    private const int DigitsOfLong = 18;

    public static BigInteger ReadInteger(ReadOnlySpan<char> literal)
    {
        if (literal.Length > 2 && literal[0] == '0' && !char.IsAsciiDigit(literal[1]) && literal[1] != '_')
        {
            var digits = literal[2..];
            return (char)(literal[1] | 0x20) switch
            {
                'x' => ReadBits(digits, 4),
                'o' => ReadBits(digits, 3),
                _ => ReadBits(digits, 1),
            };
        }

        if (literal.Length > DigitsOfLong)
        {
            return BigInteger.Parse(WithoutUnderscores(literal), NumberStyles.None, CultureInfo.InvariantCulture);
        }

        var value = 0L;
        foreach (var c in literal)
        {
            value = c == '_' ? value : (value * 10) + (c - '0');
        }

        return value;
    }

    public static double ReadFloat(ReadOnlySpan<char> literal) => double.Parse(
        literal.Contains('_') ? WithoutUnderscores(literal) : literal, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The shortest text that reads back as the same float, in the form that Python's <c>repr</c> chooses.</summary>
    public static string Repr(double value) => Repr(value, ".0");

    /// <summary>What <c>repr</c> makes of an imaginary literal, or of the literal with a minus sign.</summary>
    public static string ReprImaginary(double value, bool negated) =>
        negated ? $"(-0-{Repr(value, "")}j)" : $"{Repr(value, "")}j";

    private static string Repr(double value, string wholeSuffix)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var sign = double.IsNegative(value) ? "-" : "";
        var (digits, exponent) = Digits(shortest.AsSpan(sign.Length));
        if (digits.Length == 0)
        {
            return sign + "0" + wholeSuffix;
        }

        if (exponent is < -4 or >= 16)
        {
            var mantissa = digits.Length > 1 ? $"{digits[0]}.{digits[1..]}" : digits;
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        }

        if (exponent < 0)
        {
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        }

        return digits.Length <= exponent + 1
            ? $"{sign}{digits}{new string('0', exponent + 1 - digits.Length)}{wholeSuffix}"
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    // The significant digits, and the power of ten of the first of them.
    private static (string Digits, int Exponent) Digits(ReadOnlySpan<char> text)
    {
        var e = text.IndexOf('E');
        var power = e < 0 ? 0 : int.Parse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa.Length : point;
        var all = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        var digits = all.TrimStart('0');
        return (digits.TrimEnd('0'), power + whole - 1 - (all.Length - digits.Length));
    }

    private static BigInteger ReadBits(ReadOnlySpan<char> digits, int bitsPerDigit)
    {
        var words = new uint[(((long)digits.Length * bitsPerDigit) / 32) + 1];
        var position = 0;
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            if (digits[i] == '_')
            {
                continue;
            }

            var digit = (ulong)HexValue(digits[i]) << (position & 31);
            words[position >> 5] |= (uint)digit;
            if (digit >> 32 != 0)
            {
                words[(position >> 5) + 1] |= (uint)(digit >> 32);
            }

            position += bitsPerDigit;
        }

        var bytes = new byte[words.Length * sizeof(uint)];
        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), words[i]);
        }

        return new BigInteger(bytes, isUnsigned: true);
    }

    private static int HexValue(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    private static string WithoutUnderscores(ReadOnlySpan<char> literal) =>
        literal.ToString().Replace("_", "", StringComparison.Ordinal);
}
