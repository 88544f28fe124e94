using System.Globalization;
using System.Numerics;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>text % values.</summary>
internal sealed class PercentFormat
{
    private readonly Interpreter _vm;
    private readonly string _format;
    private readonly object _values;
    private int _at;
    private int _used;

    private PercentFormat(Interpreter vm, string format, object values) => (_vm, _format, _values) = (vm, format, values);

    public static string Apply(Interpreter vm, string format, object values) => new PercentFormat(vm, format, values).Run();

    private string Run()
    {
        var text = new TextMaker(_vm);
        while (_at < _format.Length)
        {
            var percent = _format.IndexOf('%', _at);
            if (percent < 0)
            {
                text.Add(_format[_at..]);
                break;
            }

            text.Add(_format[_at..percent]);
            _at = percent + 1;
            text.Add(Conversion());
        }

        var given = _values is PythonTuple tuple ? tuple.Items.Length : _values is PythonDict or PythonList or PythonInstance ? _used : 1;
        if (_used < given && _values is not PythonDict)
        {
            throw PythonError.Type("not all arguments converted during string formatting");
        }

        return text.ToString();
    }

    private string Conversion()
    {
        object? keyed = null;
        if (Peek() == '(')
        {
            var close = _format.IndexOf(')', _at);
            if (close < 0)
            {
                throw PythonError.Value("incomplete format key");
            }

            if (_values is not PythonDict dict)
            {
                throw PythonError.Type("format requires a mapping");
            }

            var key = _format[(_at + 1)..close];
            keyed = dict.Find(key) ?? throw PythonError.Key(key);
            _at = close + 1;
        }

        var spec = new FormatSpec();
        var left = false;
        var flags = "";
        while ("#0- +".Contains(Peek()))
        {
            flags += _format[_at++];
        }

        left = flags.Contains('-');
        spec = spec with
        {
            IsAlternate = flags.Contains('#'),
            Sign = flags.Contains('+') ? '+' : flags.Contains(' ') ? ' ' : '-',
        };
        var width = Number(ref left);
        var precision = -1;
        if (Peek() == '.')
        {
            _at++;
            var ignored = false;
            precision = Math.Max(0, Number(ref ignored));
        }

        while (Peek() is 'l' or 'h' or 'L')
        {
            _at++;
        }

        if (_at >= _format.Length)
        {
            throw PythonError.Value("incomplete format");
        }

        var type = _format[_at++];
        if (type == '%')
        {
            return "%";
        }

        var zero = flags.Contains('0') && !left && type is not ('s' or 'r' or 'a' or 'c');
        spec = spec with
        {
            Width = Math.Max(0, width),
            Precision = precision,
            Type = type,
            Align = left ? '<' : zero ? '=' : '>',
            Fill = zero ? "0" : " ",
        };
        return Write(keyed ?? Next(), spec);
    }

    private string Write(object value, FormatSpec spec)
    {
        switch (spec.Type)
        {
            case 's' or 'r' or 'a':
                var text = (string)Formatting.Convert(_vm, value, spec.Type);
                return Formatting.OfText(_vm, text, spec with { Type = 's', Sign = '-', IsAlternate = false });
            case 'd' or 'i' or 'u':
                return OfInteger(Whole(value, spec.Type), spec with { Type = 'd', IsAlternate = false });
            case 'x' or 'X' or 'o':
                return Values.TryInteger(value, out var integer)
                    ? OfInteger(integer, spec)
                    : throw PythonError.Type($"%{spec.Type} format: an integer is required, not {Types.NameOf(value)}");
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                return Formatting.OfFloat(_vm, Values.Float(value), spec);
            case 'c':
                return Formatting.OfText(_vm, Character(value), spec with { Type = 's', Precision = -1, Sign = '-' });
            default:
                throw PythonError.Value(
                    $"unsupported format character '{spec.Type}' (0x{(int)spec.Type:x}) at index {_at - 1}");
        }
    }

    private string OfInteger(BigInteger value, FormatSpec spec)
    {
        if (spec.Precision < 0)
        {
            return Formatting.OfInteger(_vm, value, spec);
        }

        // The precision of an integer is its least number of digits.
        _vm.Text(spec.Precision);
        var digits = Formatting.Digits(_vm, BigInteger.Abs(value), spec.Type).PadLeft(spec.Precision, '0');
        var sign = value.Sign < 0 ? "-" : spec.Sign == '-' ? "" : spec.Sign.ToString();
        return Formatting.OfText(_vm, sign + digits, spec with { Type = 's', Precision = -1, Sign = '-', IsAlternate = false, Align = spec.Align == '=' ? '>' : spec.Align });
    }

    private static BigInteger Whole(object value, char type) => value switch
    {
        double d when double.IsFinite(d) => new BigInteger(Math.Truncate(d)),
        _ when Values.TryInteger(value, out var integer) => integer,
        _ => throw PythonError.Type($"%{type} format: a real number is required, not {Types.NameOf(value)}"),
    };

    private static string Character(object value)
    {
        if (value is string text)
        {
            return CodePoints.Length(text) == 1 ? text : throw PythonError.Type("%c requires int or char");
        }

        if (!Values.TryInteger(value, out var code))
        {
            throw PythonError.Type("%c requires int or char");
        }

        return code >= 0 && code <= 0x10FFFF
            ? new System.Text.Rune((int)code).ToString()
            : throw PythonError.Overflow("%c arg not in range(0x110000)");
    }

    private char Peek() => _at < _format.Length ? _format[_at] : '\uFFFF';

    private int Number(ref bool left)
    {
        if (Peek() == '*')
        {
            _at++;
            var given = Next();
            var value = Values.IsInteger(given) ? Values.Small(given) : throw PythonError.Type("* wants int");
            left |= value < 0;
            return (int)Math.Min(int.MaxValue, Math.Abs(value));
        }

        var start = _at;
        while (char.IsAsciiDigit(Peek()))
        {
            _at++;
        }

        if (_at == start)
        {
            return -1;
        }

        return int.TryParse(_format.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw PythonError.Value("width too big");
    }

    private object Next()
    {
        if (_values is PythonTuple tuple)
        {
            return _used < tuple.Items.Length ? tuple.Items[_used++] : throw NotEnough();
        }

        return _used++ == 0 ? _values : throw NotEnough();
    }

    private static PythonError NotEnough() => PythonError.Type("not enough arguments for format string");
}
