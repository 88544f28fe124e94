using System.Globalization;
using System.Numerics;
using System.Text;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>json.loads.</summary>
internal sealed class JsonReader(Interpreter vm, string text)
{
    private int _at;

    public object Read()
    {
        vm.Text(text.Length);
        var value = Value();
        SkipSpace();
        return _at == text.Length ? value : throw Error("Extra data", _at);
    }

    private object Value()
    {
        Interpreter.EnsureStack();
        vm.Step();
        SkipSpace();
        var start = _at;
        switch (_at < text.Length ? text[_at] : '\0')
        {
            case '"':
                return String();
            case '{':
                return Object();
            case '[':
                return Array();
            case '-' or (>= '0' and <= '9'):
                return Word("-Infinity", double.NegativeInfinity) ?? Number();
            default:
                return Word("true", Values.True) ?? Word("false", Values.False) ?? Word("null", Values.None) ?? Word("NaN", double.NaN)
                    ?? Word("Infinity", double.PositiveInfinity) ?? throw Error("Expecting value", start);
        }
    }

    private object? Word(string word, object value)
    {
        if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0)
        {
            return null;
        }

        _at += word.Length;
        return value;
    }

    private object Number()
    {
        var start = _at;
        _at += text[_at] == '-' ? 1 : 0;
        var whole = Digits();
        if (whole == 0 || (whole > 1 && text[_at - whole] == '0'))
        {
            var place = whole == 0 ? start : _at - whole + 1;
            throw Error(whole == 0 ? "Expecting value" : "Extra data", place);
        }

        var isFloat = false;
        if (_at + 1 < text.Length && text[_at] == '.' && char.IsAsciiDigit(text[_at + 1]))
        {
            _at++;
            Digits();
            isFloat = true;
        }

        var mark = _at;
        if (_at < text.Length && (text[_at] | 0x20) == 'e')
        {
            _at++;
            _at += _at < text.Length && "+-".Contains(text[_at]) ? 1 : 0;
            isFloat |= Digits() > 0;
            _at = char.IsAsciiDigit(text[_at - 1]) ? _at : mark;
        }

        var span = text.AsSpan(start, _at - start);
        if (isFloat)
        {
            return double.Parse(span, CultureInfo.InvariantCulture);
        }

        return span.Length > 4300
            ? throw PythonError.Value($"Exceeds the limit (4300 digits) for integer string conversion: value has {span.Length} digits")
            : vm.Integer(BigInteger.Parse(span, CultureInfo.InvariantCulture));
    }

    private int Digits()
    {
        var start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }

        return _at - start;
    }

    private PythonList Array()
    {
        var list = new PythonList([]);
        _at++;
        SkipSpace();
        if (Take(']'))
        {
            return list;
        }

        while (true)
        {
            list.Add(vm, Value());
            SkipSpace();
            if (Take(']'))
            {
                return list;
            }

            if (!Take(','))
            {
                throw Error("Expecting ',' delimiter", _at);
            }
        }
    }

    private PythonDict Object()
    {
        var dict = new PythonDict(vm);
        _at++;
        SkipSpace();
        if (Take('}'))
        {
            return dict;
        }

        while (true)
        {
            SkipSpace();
            if (_at >= text.Length || text[_at] != '"')
            {
                throw Error("Expecting property name enclosed in double quotes", _at);
            }

            var key = String();
            SkipSpace();
            if (!Take(':'))
            {
                throw Error("Expecting ':' delimiter", _at);
            }

            dict.Set(vm, key, Value());
            SkipSpace();
            if (Take('}'))
            {
                return dict;
            }

            if (!Take(','))
            {
                throw Error("Expecting ',' delimiter", _at);
            }
        }
    }

    private string String()
    {
        var start = _at++;
        var result = new StringBuilder();
        while (true)
        {
            if (_at >= text.Length)
            {
                throw Error("Unterminated string starting at", start);
            }

            var c = text[_at++];
            switch (c)
            {
                case '"':
                    return vm.Made(result.ToString());
                case < ' ':
                    throw Error("Invalid control character at", _at - 1);
                case '\\':
                    result.Append(Escape(start));
                    break;
                default:
                    result.Append(c);
                    break;
            }
        }
    }

    private char Escape(int start)
    {
        var c = _at < text.Length ? text[_at++] : throw Error("Unterminated string starting at", start);
        switch (c)
        {
            case '"' or '\\' or '/':
                return c;
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'u' when _at + 4 <= text.Length
                && ushort.TryParse(text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            default:
                throw c == 'u' ? Error("Invalid \\uXXXX escape", _at) : Error("Invalid \\escape", _at - 2);
        }
    }

    private bool Take(char c)
    {
        if (_at >= text.Length || text[_at] != c)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < text.Length && " \t\n\r".Contains(text[_at]))
        {
            _at++;
        }
    }

    private PythonError Error(string message, int at)
    {
        var before = text.AsSpan(0, Math.Min(at, text.Length));
        var line = before.Count('\n') + 1;
        return PythonError.Make(
            ExceptionTypes.JsonDecodeError, $"{message}: line {line} column {at - before.LastIndexOf('\n')} (char {at})");
    }
}
