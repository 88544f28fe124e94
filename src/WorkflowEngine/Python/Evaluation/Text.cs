using System.Globalization;
using System.Numerics;
using System.Text;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>Values as text: str() and repr().</summary>
internal static class Text
{
    private const int MaxDigits = 4300;

    public static string Str(Interpreter vm, object value) => value switch
    {
        string text => text,
        PythonObject target => target.Str(vm),
        _ => Repr(vm, value),
    };

    public static string Repr(Interpreter vm, object value)
    {
        Interpreter.EnsureStack();
        vm.Step();
        return value switch
        {
            string text => Quote(vm, text),
            bool b => b ? "True" : "False",
            long l => l.ToString(CultureInfo.InvariantCulture),
            double d => PythonNumber.Repr(d),
            BigInteger big => Digits(vm, big),
            PythonObject target => target.Repr(vm),
            _ => "",
        };
    }

    public static string Digits(Interpreter vm, BigInteger value)
    {
        if (value.GetBitLength() * 0.30103 > MaxDigits)
        {
            throw PythonError.Value(
                $"Exceeds the limit ({MaxDigits} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit");
        }

        vm.Spend(value.GetBitLength() >> 4);
        return value.ToString(CultureInfo.InvariantCulture);
    }

    public static string Joined(Interpreter vm, object owner, IEnumerable<object> items, string open, string close) =>
        Guarded(vm, owner, open[..^(open.Length - 1)] + "..." + close.TrimStart(','), () =>
        {
            var text = new TextMaker(vm).Add(open);
            var first = true;
            foreach (var item in items)
            {
                text.Add(first ? "" : ", ").Add(Repr(vm, item));
                first = false;
            }

            return text.Add(close).ToString();
        });

    /// <summary>Writes a value that may hold itself.</summary>
    public static string Guarded(Interpreter vm, object owner, string again, Func<string> write)
    {
        if (!vm.BeingPrinted.Add(owner))
        {
            return again;
        }

        try
        {
            return write();
        }
        finally
        {
            vm.BeingPrinted.Remove(owner);
        }
    }

    public static string Quote(Interpreter vm, string text)
    {
        vm.Text(text.Length);
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var result = new StringBuilder(text.Length + 2).Append(quote);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogatePair(text, i))
            {
                AppendWide(result, new Rune(c, text[++i]));
            }
            else if (c == quote || c == '\\')
            {
                result.Append('\\').Append(c);
            }
            else
            {
                AppendPlain(result, c);
            }
        }

        return result.Append(quote).ToString();
    }

    public static string Ascii(string repr)
    {
        var result = new StringBuilder();
        for (var i = 0; i < repr.Length; i++)
        {
            if (char.IsSurrogatePair(repr, i))
            {
                result.Append(CultureInfo.InvariantCulture, $"\\U{char.ConvertToUtf32(repr, i++):x8}");
            }
            else
            {
                _ = repr[i] < 128 ? result.Append(repr[i])
                    : repr[i] < 256 ? result.Append(CultureInfo.InvariantCulture, $"\\x{(int)repr[i]:x2}")
                    : result.Append(CultureInfo.InvariantCulture, $"\\u{(int)repr[i]:x4}");
            }
        }

        return result.ToString();
    }

    public static bool IsPrintable(UnicodeCategory category) => category is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    private static void AppendPlain(StringBuilder result, char c)
    {
        _ = c switch
        {
            '\n' => result.Append("\\n"),
            '\r' => result.Append("\\r"),
            '\t' => result.Append("\\t"),
            ' ' => result.Append(' '),
            _ when IsPrintable(char.GetUnicodeCategory(c)) => result.Append(c),
            < (char)256 => result.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
            _ => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        };
    }

    private static void AppendWide(StringBuilder result, Rune rune)
    {
        if (IsPrintable(Rune.GetUnicodeCategory(rune)))
        {
            result.Append(rune.ToString());
        }
        else
        {
            result.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
        }
    }
}
