namespace WorkflowEngine.Python.Evaluation;

/// <summary>"...".format(...).</summary>
internal sealed class StringFormat(Interpreter vm, Arguments arguments)
{
    private int _automatic;
    private bool _isManual;

    public string Apply(string format, int depth)
    {
        if (depth > 2)
        {
            throw PythonError.Value("Max string recursion exceeded");
        }

        var text = new TextMaker(vm);
        var at = 0;
        while (at < format.Length)
        {
            var brace = format.AsSpan(at).IndexOfAny('{', '}');
            if (brace < 0)
            {
                text.Add(format[at..]);
                break;
            }

            text.Add(format.Substring(at, brace));
            at += brace;
            if (at + 1 < format.Length && format[at + 1] == format[at])
            {
                text.Add(format[at].ToString());
                at += 2;
                continue;
            }

            if (format[at] == '}')
            {
                throw PythonError.Value("Single '}' encountered in format string");
            }

            var end = EndOf(format, at + 1);
            text.Add(Field(format[(at + 1)..end], depth));
            at = end + 1;
        }

        return text.ToString();
    }

    private static int EndOf(string format, int at)
    {
        if (at >= format.Length)
        {
            throw PythonError.Value("Single '{' encountered in format string");
        }

        for (var depth = 1; at < format.Length; at++)
        {
            depth += format[at] == '{' ? 1 : format[at] == '}' ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }
        }

        throw PythonError.Value("expected '}' before end of string");
    }

    private string Field(string field, int depth)
    {
        var nameEnd = 0;
        var inBrackets = false;
        while (nameEnd < field.Length && (inBrackets || field[nameEnd] is not ('!' or ':')))
        {
            inBrackets = field[nameEnd] == '[' || (inBrackets && field[nameEnd] != ']');
            nameEnd++;
        }

        var conversion = '\0';
        var rest = nameEnd;
        if (rest < field.Length && field[rest] == '!')
        {
            if (rest + 1 >= field.Length)
            {
                throw PythonError.Value("end of string while looking for conversion specifier");
            }

            conversion = field[rest + 1];
            rest += 2;
            if (conversion is not ('s' or 'r' or 'a'))
            {
                throw PythonError.Value($"Unknown conversion specifier '{conversion}'");
            }

            if (rest < field.Length && field[rest] != ':')
            {
                throw PythonError.Value("expected ':' after conversion specifier");
            }
        }

        var value = Lookup(field[..nameEnd]);
        var spec = rest < field.Length ? Apply(field[(rest + 1)..], depth + 1) : "";
        return Formatting.Apply(vm, Formatting.Convert(vm, value, conversion), spec);
    }

    private object Lookup(string name)
    {
        var end = name.AsSpan().IndexOfAny('.', '[');
        var first = end < 0 ? name : name[..end];
        var value = First(first);
        var at = first.Length;
        while (at < name.Length)
        {
            var next = name.AsSpan(at + 1).IndexOfAny('.', '[');
            if (name[at] == '.')
            {
                var stop = next < 0 ? name.Length : at + 1 + next;
                value = stop > at + 1
                    ? Attributes.Get(vm, value, name[(at + 1)..stop])
                    : throw PythonError.Value("Empty attribute in format string");
                at = stop;
                continue;
            }

            var close = name.IndexOf(']', at);
            if (close < 0)
            {
                throw PythonError.Value("Missing ']' in format string");
            }

            var key = name[(at + 1)..close];
            value = key.Length == 0
                ? throw PythonError.Value("Empty attribute in format string")
                : Subscripts.Get(vm, value, key.All(char.IsAsciiDigit) && long.TryParse(key, out var index) ? Values.Int(index) : key);
            at = close + 1;
            if (at < name.Length && name[at] is not ('.' or '['))
            {
                throw PythonError.Value("Only '.' or '[' may follow ']' in format field specifier");
            }
        }

        return value;
    }

    private object First(string name)
    {
        if (name.Length == 0)
        {
            if (_isManual)
            {
                throw PythonError.Value("cannot switch from manual field specification to automatic field numbering");
            }

            return Positional(_automatic++);
        }

        if (name.All(char.IsAsciiDigit))
        {
            if (_automatic > 0)
            {
                throw PythonError.Value("cannot switch from automatic field numbering to manual field specification");
            }

            _isManual = true;
            return long.TryParse(name, out var index) ? Positional(index) : throw PythonError.Value("Too many decimal digits in format string");
        }

        foreach (var (keyword, value) in arguments.Keywords)
        {
            if (keyword == name)
            {
                return value;
            }
        }

        throw PythonError.Key(name);
    }

    private object Positional(long index) => index < arguments.Count
        ? arguments[(int)index]
        : throw PythonError.Index($"Replacement index {index} out of range for positional args tuple");
}
