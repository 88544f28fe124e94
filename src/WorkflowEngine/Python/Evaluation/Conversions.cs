using System.Globalization;
using System.Numerics;
using System.Text;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>The constructors of the built-in types.</summary>
internal static class Conversions
{
    public static object Int(Interpreter vm, Arguments arguments)
    {
        var given = arguments.Bind("int", 0, "x", "base");
        if (given[1] is { } numberBase)
        {
            return ParseInt(vm, given[0] as string ?? throw PythonError.Type("int() can't convert non-string with explicit base"), Values.Small(numberBase));
        }

        switch (EnumTypes.Plain(given[0] ?? Values.Int(0)) ?? given[0])
        {
            case null:
                return Values.Int(0);
            case string text:
                return ParseInt(vm, text, 10);
            case PythonBytes bytes:
                return ParseInt(vm, Encoding.Latin1.GetString(bytes.Value), 10);
            case double d when double.IsNaN(d):
                throw PythonError.Value("cannot convert float NaN to integer");
            case double d when double.IsInfinity(d):
                throw PythonError.Overflow("cannot convert float infinity to integer");
            case double d:
                return vm.Integer(new BigInteger(Math.Truncate(d)));
            case var value when Values.TryInteger(value, out var integer):
                return vm.Integer(integer);
            case var value:
                throw PythonError.Type(
                    $"int() argument must be a string, a bytes-like object or a real number, not '{Types.NameOf(value)}'");
        }
    }

    public static object Float(Interpreter vm, Arguments arguments)
    {
        var value = arguments.Take("float", 0, 1).At(0);
        if (value is null)
        {
            return 0.0;
        }

        if (Values.IsNumber(value))
        {
            return Values.Float(value);
        }

        var text = value as string
            ?? throw PythonError.Type($"float() argument must be a string or a real number, not '{Types.NameOf(value)}'");
        vm.Spend(text.Length >> 3);
        var trimmed = text.Trim().Replace("_", "", StringComparison.Ordinal);
        var plain = trimmed.TrimStart('+', '-').ToLowerInvariant();
        if (plain is "inf" or "infinity" or "nan" && trimmed.Length - plain.Length <= 1)
        {
            return plain == "nan" ? double.NaN : trimmed[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }

        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;
        return UnderscoresFit(text.Trim()) && double.TryParse(trimmed, Style, CultureInfo.InvariantCulture, out var number)
            && !plain.StartsWith('n') && !plain.StartsWith('i') && trimmed.All(char.IsAscii)
            ? number
            : throw PythonError.Value($"could not convert string to float: {Text.Quote(vm, text)}");
    }

    public static object Str(Interpreter vm, Arguments arguments)
    {
        var given = arguments.Bind("str", 0, "object", "encoding", "errors");
        return given[0] switch
        {
            null => "",
            PythonBytes bytes when given[1] is not null => BytesMethods.Decode(vm, bytes, new Arguments([.. given[1..].OfType<object>()])),
            var value => Text.Str(vm, value),
        };
    }

    public static object Bytes(Interpreter vm, Arguments arguments)
    {
        var given = arguments.Bind("bytes", 0, "source", "encoding", "errors");
        switch (given[0])
        {
            case null:
                return new PythonBytes([]);
            case PythonBytes bytes:
                return bytes;
            case string text when given[1] is not null:
                return StringMethods.Encode(vm, text, new Arguments([.. given[1..].OfType<object>()]));
            case string:
                throw PythonError.Type("string argument without an encoding");
            case var count when Values.IsInteger(count):
                var length = Values.Small(count);
                if (length < 0)
                {
                    throw PythonError.Value("negative count");
                }

                vm.Text(length);
                return new PythonBytes(new byte[length]);
            case var source:
                var items = Iteration.ToList(vm, source);
                return new PythonBytes([.. items.Select(item => Values.Index(item) is >= 0 and < 256 and var value
                    ? (byte)value
                    : throw PythonError.Value("bytes must be in range(0, 256)"))]);
        }
    }

    public static object Dict(Interpreter vm, Arguments arguments)
    {
        var dict = new PythonDict(vm);
        if (arguments.Counted("dict", 0, 1).At(0) is { } source)
        {
            dict.Update(vm, source);
        }

        foreach (var (name, value) in arguments.Keywords)
        {
            dict.Set(vm, name, value);
        }

        return dict;
    }

    public static object Range(Interpreter vm, Arguments arguments)
    {
        arguments.Take("range", 1, 3);
        var step = arguments.Count == 3 ? Bound(arguments[2]) : 1;
        if (step == 0)
        {
            throw PythonError.Value("range() arg 3 must not be zero");
        }

        return arguments.Count == 1
            ? new PythonRange(0, Bound(arguments[0]), 1)
            : new PythonRange(Bound(arguments[0]), Bound(arguments[1]), step);
    }

    public static object Slice(Interpreter vm, Arguments arguments) => arguments.Take("slice", 1, 3).Count switch
    {
        1 => new PythonSlice(Values.None, arguments[0], Values.None),
        2 => new PythonSlice(arguments[0], arguments[1], Values.None),
        _ => new PythonSlice(arguments[0], arguments[1], arguments[2]),
    };

    private static long Bound(object value) => value is BigInteger
        ? throw new PythonStop(Diagnostics.PythonRunCodes.IntegerTooLarge, "The bounds of a range must fit in 64 bits.")
        : Values.Index(value);

    private static object ParseInt(Interpreter vm, string text, long numberBase)
    {
        if (numberBase is not 0 and (< 2 or > 36))
        {
            throw PythonError.Value("int() base must be >= 2 and <= 36, or 0");
        }

        var digits = text.Trim();
        var negative = digits.StartsWith('-');
        digits = negative || digits.StartsWith('+') ? digits[1..] : digits;
        var prefix = digits.Length > 1 && digits[0] == '0' ? char.ToLowerInvariant(digits[1]) : '\0';
        var prefixBase = prefix switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
        if (prefixBase != 0 && (numberBase == 0 || numberBase == prefixBase))
        {
            numberBase = prefixBase;
            digits = digits[2..].StartsWith('_') ? digits[3..] : digits[2..];
        }

        var written = numberBase;
        numberBase = numberBase == 0 ? 10 : numberBase;
        if (digits.Length == 0 || !UnderscoresFit(digits) || (written == 0 && digits.Length > 1 && digits[0] == '0' && digits.Trim('0', '_').Length > 0))
        {
            throw Invalid(vm, text, written);
        }

        if (digits.Length > 4300 && (numberBase & (numberBase - 1)) != 0)
        {
            throw PythonError.Value(
                $"Exceeds the limit (4300 digits) for integer string conversion: value has {digits.Length} digits; use sys.set_int_max_str_digits() to increase the limit");
        }

        vm.CheckBits(digits.Length * Math.Log2(numberBase));
        vm.Spend(((long)digits.Length * digits.Length) >> 8);
        if (numberBase == 10 && !digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            var parsed = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
            return vm.Integer(negative ? -parsed : parsed);
        }

        var value = BigInteger.Zero;
        foreach (var c in digits)
        {
            if (c == '_')
            {
                continue;
            }

            var digit = DigitOf(c);
            value = digit >= 0 && digit < numberBase ? (value * numberBase) + digit : throw Invalid(vm, text, written);
        }

        return vm.Integer(negative ? -value : value);
    }

    private static int DigitOf(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'z' => c - 'a' + 10,
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ when char.GetUnicodeCategory(c) == UnicodeCategory.DecimalDigitNumber => (int)char.GetNumericValue(c),
        _ => -1,
    };

    private static bool UnderscoresFit(string digits) =>
        !digits.StartsWith('_') && !digits.EndsWith('_') && !digits.Contains("__", StringComparison.Ordinal);

    private static PythonError Invalid(Interpreter vm, string text, long numberBase) =>
        PythonError.Value($"invalid literal for int() with base {numberBase}: {Text.Quote(vm, text)}");
}
