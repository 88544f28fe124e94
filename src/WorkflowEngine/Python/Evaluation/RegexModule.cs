using System.Text.RegularExpressions;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>The module "re", for patterns that can be matched in linear time.</summary>
internal static class RegexModule
{
    private static readonly (string Name, long Flag)[] Flags =
    [
        ("IGNORECASE", 2), ("I", 2), ("MULTILINE", 8), ("M", 8), ("DOTALL", 16), ("S", 16), ("VERBOSE", 64), ("X", 64), ("ASCII", 256), ("A", 256),
    ];

    public static PythonModuleObject Module { get; } = new("re", Make());

    private static Dictionary<string, object> Make()
    {
        var table = new Dictionary<string, object>(StringComparer.Ordinal) { ["error"] = ExceptionTypes.RegexError, ["PatternError"] = ExceptionTypes.RegexError };
        foreach (var (name, flag) in Flags)
        {
            table[name] = Values.Int(flag);
        }

        table["compile"] = new BuiltinFunction("compile", (vm, a) => Pattern(vm, a.Bind("compile", 1, "pattern", "flags")));
        table["escape"] = new BuiltinFunction("escape", (vm, a) => vm.Made(Escape(Values.Str(a.Take("escape", 1, 1)[0], "escape() argument"))));
        foreach (var method in RegexPattern.MethodNames)
        {
            // flags= may follow the arguments of the method of the same name.
            table[method] = new BuiltinFunction(method, (vm, a) =>
            {
                var flags = a.Keywords.FirstOrDefault(keyword => keyword.Key == "flags").Value;
                var rest = a.Keywords.Where(keyword => keyword.Key != "flags").ToArray();
                if (a.Count < 2)
                {
                    throw PythonError.Type($"{method}() missing required arguments");
                }

                var given = a.Positional[1..];
                if (given.Length == 2 && method is not ("sub" or "split"))
                {
                    (flags, given) = (given[1], given[..1]);
                }

                return Pattern(vm, [a[0], flags]).Invoke(vm, method, new Arguments(given, rest));
            });
        }

        return table;
    }

    private static RegexPattern Pattern(Interpreter vm, object?[] given)
    {
        if (given[0] is RegexPattern compiled)
        {
            return compiled;
        }

        var pattern = Values.Str(given[0]!, "first argument");
        var flags = given[1] is { } value ? Values.Index(value) : 0;
        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        options |= (flags & 2) != 0 ? RegexOptions.IgnoreCase : 0;
        options |= (flags & 8) != 0 ? RegexOptions.Multiline : 0;
        options |= (flags & 16) != 0 ? RegexOptions.Singleline : 0;
        options |= (flags & 64) != 0 ? RegexOptions.IgnorePatternWhitespace : 0;
        if (pattern.Length > 1000)
        {
            throw new PythonStop(Diagnostics.PythonRunCodes.NotSupported, "A regular expression may have at most 1,000 characters.");
        }

        vm.Spend(5_000 + (pattern.Length * 100L));
        try
        {
            var names = new Dictionary<string, int>(StringComparer.Ordinal);
            return new RegexPattern(pattern, new Regex(Translate(pattern, names), options), names);
        }
        catch (RegexParseException e)
        {
            throw PythonError.Make(ExceptionTypes.RegexError, $"invalid pattern at position {e.Offset}");
        }
        catch (NotSupportedException)
        {
            throw new PythonStop(
                Diagnostics.PythonRunCodes.NotSupported, "The regular expression cannot be matched in linear time.", "Leave out backreferences, lookaround and large counts.");
        }
    }

    private static string Escape(string text)
    {
        var result = new System.Text.StringBuilder();
        foreach (var c in text)
        {
            result.Append("()[]{}?*+-|^$\\.&~# \t\n\r\v\f".Contains(c) ? "\\" : "").Append(c);
        }

        return result.ToString();
    }

    // Python writes \Z for the very end and numbers groups with and without a name in one row; .NET would number those
    // with a name last, so each group is given its number.
    private static string Translate(string pattern, Dictionary<string, int> names)
    {
        var groups = 0;
        var result = new System.Text.StringBuilder(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                i++;
                result.Append('\\').Append(pattern[i] == 'Z' ? 'z' : pattern[i]);
            }
            else if (pattern[i] == '[')
            {
                i = Class(pattern, i, result);
            }
            else if (string.CompareOrdinal(pattern, i, "(?P<", 0, 4) == 0)
            {
                var close = pattern.IndexOf('>', i);
                names[close < 0 ? "" : pattern[(i + 4)..close]] = ++groups;
                result.Append(System.Globalization.CultureInfo.InvariantCulture, $"(?<{groups}>");
                i = close < 0 ? pattern.Length : close;
            }
            else if (pattern[i] == '(' && (i + 1 == pattern.Length || pattern[i + 1] != '?'))
            {
                result.Append(System.Globalization.CultureInfo.InvariantCulture, $"(?<{++groups}>");
            }
            else
            {
                result.Append(pattern[i]);
            }
        }

        return result.ToString();
    }

    // A "[" in a class means itself in Python and may start a subtraction in .NET.
    private static int Class(string pattern, int at, System.Text.StringBuilder result)
    {
        result.Append('[');
        at++;
        if (at < pattern.Length && pattern[at] == '^')
        {
            result.Append('^');
            at++;
        }

        if (at < pattern.Length && pattern[at] == ']')
        {
            result.Append("\\]");
            at++;
        }

        for (; at < pattern.Length && pattern[at] != ']'; at++)
        {
            if (pattern[at] == '\\' && at + 1 < pattern.Length)
            {
                result.Append(pattern[at++]);
                result.Append(pattern[at]);
            }
            else
            {
                result.Append(pattern[at] == '[' ? "\\[" : pattern[at].ToString());
            }
        }

        result.Append(at < pattern.Length ? "]" : "");
        return at;
    }
}
