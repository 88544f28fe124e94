using System.Globalization;
using System.Numerics;
using System.Text;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>Values by a format, for f-strings, format() and str.format().</summary>
internal static class Formatting
{
    private const int MostDigits = 100_000;

    public static object Convert(Interpreter vm, object value, char conversion) => conversion switch
    {
        's' => Text.Str(vm, value),
        'r' => Text.Repr(vm, value),
        'a' => Text.Ascii(Text.Repr(vm, value)),
        _ => value,
    };

    public static string Apply(Interpreter vm, object value, string spec)
    {
        if (value is PythonObject target && target.Format(vm, spec) is { } own)
        {
            return own;
        }

        value = EnumTypes.Plain(value) is { } plain && spec.Length > 0 ? plain : value;
        if (spec.Length == 0)
        {
            return Text.Str(vm, value);
        }

        return value switch
        {
            string text => OfText(vm, text, FormatSpec.Parse(spec, "str")),
            double d => OfFloat(vm, d, FormatSpec.Parse(spec, "float")),
            bool b => OfBool(vm, b, FormatSpec.Parse(spec, "bool")),
            _ when Values.TryInteger(value, out var integer) => OfInteger(vm, integer, FormatSpec.Parse(spec, "int")),
            _ => throw PythonError.Type($"unsupported format string passed to {Types.NameOf(value)}.__format__"),
        };
    }

    public static string Digits(Interpreter vm, BigInteger value, char type)
    {
        if (type is 'd' or 'n' or '\0')
        {
            return Text.Digits(vm, value);
        }

        vm.Text((long)value.GetBitLength());
        switch (type)
        {
            case 'x':
                var hex = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
                return hex.Length == 0 ? "0" : hex;
            case 'X':
                return Digits(vm, value, 'x').ToUpperInvariant();
            default:
                var bits = value.ToString("b", CultureInfo.InvariantCulture).TrimStart('0');
                return bits.Length == 0 ? "0" : type == 'b' ? bits : Octal(bits);
        }
    }

    public static string OfText(Interpreter vm, string text, FormatSpec spec)
    {
        if (spec.Type is not ('\0' or 's'))
        {
            throw UnknownCode(spec.Type, "str");
        }

        if (spec.Align == '=')
        {
            throw PythonError.Value("'=' alignment not allowed in string format specifier");
        }

        if (spec.Sign != '-')
        {
            throw PythonError.Value($"{(spec.Sign == '+' ? "Sign" : "Space")} not allowed in string format specifier");
        }

        if (spec.IsAlternate)
        {
            throw PythonError.Value("Alternate form (#) not allowed in string format specifier");
        }

        if (spec.Grouping != '\0')
        {
            throw PythonError.Value($"Cannot specify '{spec.Grouping}' with 's'.");
        }

        if (spec.Precision >= 0 && spec.Precision < CodePoints.Length(text))
        {
            text = text[..CodePoints.Offset(text, spec.Precision)];
        }

        return Pad(vm, "", text, spec, '<');
    }

    public static string OfInteger(Interpreter vm, BigInteger value, FormatSpec spec)
    {
        switch (spec.Type)
        {
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%':
                return OfFloat(vm, Values.FloatOf(value), spec);
            case 'c':
                if (value < 0 || value > 0x10FFFF)
                {
                    throw PythonError.Overflow("%c arg not in range(0x110000)");
                }

                return Pad(vm, "", new Rune((int)value).ToString(), spec, '<');
            case not ('\0' or 'd' or 'n' or 'x' or 'X' or 'o' or 'b'):
                throw UnknownCode(spec.Type, "int");
        }

        if (spec.Precision >= 0)
        {
            throw PythonError.Value("Precision not allowed in integer format specifier");
        }

        if (spec.Grouping == ',' && spec.Type is 'x' or 'X' or 'o' or 'b' && spec.Grouping == ',')
        {
            throw PythonError.Value($"Cannot specify ',' with '{spec.Type}'.");
        }

        var digits = Digits(vm, BigInteger.Abs(value), spec.Type);
        var prefix = spec.IsAlternate && spec.Type is 'x' or 'X' or 'o' or 'b' && spec.IsAlternate ? "0" + spec.Type : "";
        return Numeric(vm, SignOf(value.Sign < 0, spec) + prefix, digits, "", spec, spec.Type is 'x' or 'X' or 'o' or 'b' ? 4 : 3);
    }

    public static string OfFloat(Interpreter vm, double value, FormatSpec spec)
    {
        if (spec.Type is not ('\0' or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n' or '%'))
        {
            throw UnknownCode(spec.Type, "float");
        }

        var (whole, rest) = FloatParts(vm, Math.Abs(value), spec);
        var negative = double.IsNegative(value) && !double.IsNaN(value);
        if (negative && spec.HasNoNegativeZero && !(whole + rest).AsSpan().ContainsAnyInRange('1', '9'))
        {
            negative = false;
        }

        return Numeric(vm, SignOf(negative, spec), whole, rest, spec, 3);
    }

    private static (string Whole, string Tail) FloatParts(Interpreter vm, double value, FormatSpec spec)
    {
        if (!double.IsFinite(value))
        {
            var text = double.IsNaN(value) ? "nan" : "inf";
            return (spec.Type is 'E' or 'F' or 'G' ? text.ToUpperInvariant() : text, spec.Type == '%' ? "%" : "");
        }

        vm.Text(Math.Max(0, spec.Precision));
        if (spec.Precision > MostDigits)
        {
            throw PythonError.Value("precision too big");
        }

        vm.Spend(16 + ((long)Math.Max(0, spec.Precision) * spec.Precision >> 8));
        var precision = spec.Precision < 0 ? 6 : spec.Precision;
        var written = spec.Type switch
        {
            'f' or 'F' => Rounding.Fixed(value, precision),
            '%' => Rounding.Fixed(value * 100, precision) + "%",
            'e' or 'E' => Scientific(value, precision, spec.IsAlternate),
            'g' or 'G' or 'n' => General(value, Math.Max(1, precision), spec.IsAlternate),
            _ when spec.Precision < 0 => PythonNumber.Repr(value),
            _ => WithPoint(General(value, Math.Max(1, precision), spec.IsAlternate, isDefault: true)),
        };
        if (spec.IsAlternate && spec.Type is 'f' or 'F' && precision == 0 && spec.IsAlternate)
        {
            written += ".";
        }

        written = char.IsUpper(spec.Type) ? written.ToUpperInvariant() : written;
        var end = written.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? (written, "") : (written[..end], written[end..]);
    }

    private static string WithPoint(string text) => text.AsSpan().IndexOfAny('.', 'e') < 0 ? text + ".0" : text;

    private static string Scientific(double value, int precision, bool keepPoint)
    {
        var (digits, exponent) = Rounding.Significant(value, precision + 1);
        return $"{digits[0]}{(precision > 0 || keepPoint ? "." : "")}{digits[1..]}{Exponent(exponent)}";
    }

    private static string Exponent(int exponent) =>
        string.Create(CultureInfo.InvariantCulture, $"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");

    private static string General(double value, int precision, bool keepZeros, bool isDefault = false)
    {
        var (digits, exponent) = Rounding.Significant(value, precision);
        if (exponent < -4 || exponent >= precision - (isDefault ? 1 : 0))
        {
            var mantissa = digits[1..];
            mantissa = keepZeros ? mantissa : mantissa.TrimEnd('0');
            return $"{digits[0]}{(mantissa.Length > 0 || keepZeros ? "." : "")}{mantissa}{Exponent(exponent)}";
        }

        var text = exponent < 0
            ? $"0.{new string('0', -exponent - 1)}{digits}"
            : $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
        return keepZeros ? text : text.TrimEnd('0').TrimEnd('.');
    }

    private static string OfBool(Interpreter vm, bool value, FormatSpec spec) => spec.Type is '\0'
        ? OfText(vm, value ? "1" : "0", spec with { Align = spec.Align == '\0' ? '>' : spec.Align, Sign = '-' })
        : OfInteger(vm, value ? 1 : 0, spec);

    private static string SignOf(bool negative, FormatSpec spec) => negative ? "-" : spec.Sign == '-' ? "" : spec.Sign.ToString();

    private static string Numeric(Interpreter vm, string sign, string digits, string rest, FormatSpec spec, int group)
    {
        vm.Text(Math.Max(spec.Width, digits.Length));
        if (spec.Grouping != '\0')
        {
            var fill = (spec.IsZeroPadded || (spec.Align == '=' && spec.Fill == "0")) && char.IsAsciiLetterOrDigit(digits[0])
                ? spec.Width - sign.Length - rest.Length
                : 0;
            digits = Grouped(digits, spec.Grouping, group, fill);
        }

        return Pad(vm, sign, digits + rest, spec, '>');
    }

    // With zeros in front the separators go through the zeros too; a separator never comes first.
    private static string Grouped(string digits, char separator, int group, int width)
    {
        if (!char.IsAsciiHexDigit(digits[0]) || digits is "inf" or "nan" or "INF" or "NAN")
        {
            return digits;
        }

        var text = new StringBuilder();
        var count = 0;
        for (var i = digits.Length - 1; i >= 0 || text.Length < width; i--)
        {
            if (count > 0 && count % group == 0)
            {
                text.Append(separator);
            }

            text.Append(i >= 0 ? digits[i] : '0');
            count++;
        }

        var characters = text.ToString().ToCharArray();
        Array.Reverse(characters);
        return new string(characters);
    }

    private static string Pad(Interpreter vm, string sign, string text, FormatSpec spec, char otherwise)
    {
        var length = sign.Length + CodePoints.Length(text);
        if (spec.Width <= length)
        {
            return sign + text;
        }

        vm.Text(spec.Width);
        var missing = spec.Width - length;
        string Fill(int count) => spec.Fill.Length == 1
            ? new string(spec.Fill[0], count)
            : new StringBuilder().Insert(0, spec.Fill, count).ToString();
        var align = spec.Align != '\0' ? spec.Align : spec.IsZeroPadded && otherwise == '>' ? '=' : otherwise;
        return align switch
        {
            '<' => sign + text + Fill(missing),
            '^' => Fill(missing / 2) + sign + text + Fill(missing - (missing / 2)),
            '=' => sign + Fill(missing) + text,
            _ => Fill(missing) + sign + text,
        };
    }

    private static string Octal(string bits)
    {
        var padded = bits.PadLeft((bits.Length + 2) / 3 * 3, '0');
        return string.Create(padded.Length / 3, padded, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = (char)('0' + ((source[3 * i] - '0') * 4) + ((source[(3 * i) + 1] - '0') * 2) + (source[(3 * i) + 2] - '0'));
            }
        });
    }

    private static PythonError UnknownCode(char type, string typeName) =>
        PythonError.Value($"Unknown format code '{type}' for object of type '{typeName}'");
}
