namespace WorkflowEngine.Python.Evaluation;

/// <summary>The methods of str that search, replace and split.</summary>
internal static class StringSearch
{
    public static void AddTo(Dictionary<string, BuiltinMethod> table)
    {
        void Add(string name, int min, int max, Func<Interpreter, string, Arguments, object> body) =>
            table[name] = (vm, self, arguments) => body(vm, (string)self, arguments.Take(name, min, max));

        Add("find", 1, 3, (vm, s, a) => Values.Int(Find(vm, s, a, last: false)));
        Add("rfind", 1, 3, (vm, s, a) => Values.Int(Find(vm, s, a, last: true)));
        Add("index", 1, 3, (vm, s, a) => Values.Int(Find(vm, s, a, last: false) is >= 0 and var at ? at : throw NotFound()));
        Add("rindex", 1, 3, (vm, s, a) => Values.Int(Find(vm, s, a, last: true) is >= 0 and var at ? at : throw NotFound()));
        Add("count", 1, 3, Count);
        Add("startswith", 1, 3, (vm, s, a) => Values.Bool(Matches(vm, s, a, "startswith", (text, part) => text.StartsWith(part))));
        Add("endswith", 1, 3, (vm, s, a) => Values.Bool(Matches(vm, s, a, "endswith", (text, part) => text.EndsWith(part))));
        Add("partition", 1, 1, (vm, s, a) => Partition(vm, s, a[0], last: false));
        Add("rpartition", 1, 1, (vm, s, a) => Partition(vm, s, a[0], last: true));
        table["replace"] = (vm, self, arguments) =>
        {
            var options = arguments.Counted("replace", 2, 3).Options("replace", "count");
            return Replace(vm, (string)self, Argument(arguments[0], 1), Argument(arguments[1], 2), arguments.At(2) ?? options[0]);
        };
        table["split"] = (vm, self, arguments) => Split(vm, (string)self, arguments.Bind("split", 0, "sep", "maxsplit"), fromEnd: false);
        table["rsplit"] = (vm, self, arguments) => Split(vm, (string)self, arguments.Bind("rsplit", 0, "sep", "maxsplit"), fromEnd: true);
        table["splitlines"] = (vm, self, arguments) =>
            Lines(vm, (string)self, arguments.Bind("splitlines", 0, "keepends")[0] is { } keep && Operators.IsTrue(vm, keep));
    }

    private static string Argument(object value, int index) =>
        value as string ?? throw PythonError.Type($"replace() argument {index} must be str, not {Types.NameOf(value)}");

    private static PythonError NotFound() => PythonError.Value("substring not found");

    // The part of the text that optional start and end arguments name, by places in the UTF-16 form.
    private static (int Start, int End, bool IsEmpty) Range(string text, Arguments arguments)
    {
        if (arguments.Count == 1)
        {
            return (0, text.Length, false);
        }

        var simple = CodePoints.IsSimple(text);
        var length = simple ? text.Length : CodePoints.Count(text);
        long Place(int index, long otherwise)
        {
            var value = arguments.At(index) is { } given && !ReferenceEquals(given, Values.None) ? Values.Index(given) : otherwise;
            return Math.Max(0, value < 0 ? value + length : value);
        }

        var (start, end) = (Place(1, 0), Math.Min(length, Place(2, length)));
        if (start > end)
        {
            return (0, 0, true);
        }

        return simple ? ((int)start, (int)end, false) : (CodePoints.Offset(text, (int)start), CodePoints.Offset(text, (int)end), false);
    }

    private static int Find(Interpreter vm, string text, Arguments arguments, bool last)
    {
        var part = arguments[0] as string ?? throw PythonError.Type($"must be str, not {Types.NameOf(arguments[0])}");
        Searching.Charge(vm, text, part);
        var (start, end, isEmpty) = Range(text, arguments);
        if (isEmpty)
        {
            return -1;
        }

        var span = text.AsSpan(start, end - start);
        var at = last ? span.LastIndexOf(part) : span.IndexOf(part);
        at = last && part.Length == 0 ? span.Length : at;
        if (at < 0)
        {
            return -1;
        }

        at += start;
        return CodePoints.IsSimple(text) ? at : CodePoints.Count(text[..at]);
    }

    private static object Count(Interpreter vm, string text, Arguments arguments)
    {
        var part = arguments[0] as string ?? throw PythonError.Type($"must be str, not {Types.NameOf(arguments[0])}");
        Searching.Charge(vm, text, part);
        var (start, end, isEmpty) = Range(text, arguments);
        if (isEmpty)
        {
            return Values.Int(0);
        }

        var span = text.AsSpan(start, end - start);
        return Values.Int(part.Length == 0 ? CodePoints.Length(span.ToString()) + 1 : span.Count(part));
    }

    private delegate bool Fits(ReadOnlySpan<char> text, string part);

    private static bool Matches(Interpreter vm, string text, Arguments arguments, string method, Fits fits)
    {
        var (start, end, isEmpty) = Range(text, arguments);
        bool One(object part) => part is string expected
            ? !isEmpty && fits(text.AsSpan(start, end - start), expected)
            : throw PythonError.Type($"{method} first arg must be str or a tuple of str, not {Types.NameOf(part)}");
        vm.Step();
        return arguments[0] is PythonTuple tuple ? Array.Exists(tuple.Items, One) : One(arguments[0]);
    }

    private static PythonTuple Partition(Interpreter vm, string text, object separator, bool last)
    {
        var part = separator as string ?? throw PythonError.Type($"must be str, not {Types.NameOf(separator)}");
        if (part.Length == 0)
        {
            throw PythonError.Value("empty separator");
        }

        Searching.Charge(vm, text, part);
        vm.Text(text.Length);
        var at = last ? text.LastIndexOf(part, StringComparison.Ordinal) : text.IndexOf(part, StringComparison.Ordinal);
        return at >= 0
            ? new PythonTuple([text[..at], part, text[(at + part.Length)..]])
            : new PythonTuple(last ? ["", "", text] : [text, "", ""]);
    }

    private static string Replace(Interpreter vm, string text, string old, string replacement, object? limit)
    {
        var most = limit is null ? -1 : Values.Small(limit);
        Searching.Charge(vm, text, old);
        if (most == 0)
        {
            return text;
        }

        var result = new TextMaker(vm);
        var at = 0;
        var done = 0L;
        if (old.Length == 0)
        {
            foreach (var part in CodePoints.Split(text))
            {
                result.Add(most < 0 || done++ < most ? replacement : "").Add(part);
            }

            return result.Add(most < 0 || done < most ? replacement : "").ToString();
        }

        while (most < 0 || done++ < most)
        {
            var next = text.IndexOf(old, at, StringComparison.Ordinal);
            if (next < 0)
            {
                break;
            }

            result.Add(text[at..next]).Add(replacement);
            at = next + old.Length;
        }

        return at == 0 ? text : result.Add(text[at..]).ToString();
    }

    private static PythonList Split(Interpreter vm, string text, object?[] options, bool fromEnd)
    {
        var most = options[1] is null ? -1 : Values.Small(options[1]!);
        most = most < 0 ? long.MaxValue : most;
        var parts = new PythonList([]);
        vm.Text(text.Length);
        if (options[0] is null || ReferenceEquals(options[0], Values.None))
        {
            SplitAtSpaces(vm, text, most, fromEnd, parts);
        }
        else
        {
            var separator = options[0] as string ?? throw PythonError.Type($"must be str or None, not {Types.NameOf(options[0]!)}");
            if (separator.Length == 0)
            {
                throw PythonError.Value("empty separator");
            }

            Searching.Charge(vm, text, separator);
            SplitAt(vm, text, separator, most, fromEnd, parts);
        }

        if (fromEnd)
        {
            parts.Items.Reverse();
        }

        return parts;
    }

    private static void SplitAt(Interpreter vm, string text, string separator, long most, bool fromEnd, PythonList parts)
    {
        var (start, end) = (0, text.Length);
        while (parts.Items.Count < most)
        {
            vm.Step();
            var at = fromEnd
                ? text.AsSpan(0, end).LastIndexOf(separator)
                : text.IndexOf(separator, start, StringComparison.Ordinal);
            if (at < 0)
            {
                break;
            }

            parts.Add(vm, fromEnd ? text[(at + separator.Length)..end] : text[start..at]);
            (start, end) = fromEnd ? (start, at) : (at + separator.Length, end);
        }

        parts.Add(vm, text[start..end]);
    }

    private static void SplitAtSpaces(Interpreter vm, string text, long most, bool fromEnd, PythonList parts)
    {
        var (start, end) = (0, text.Length);
        while (true)
        {
            vm.Step();
            while (start < end && StringTests.IsSpace(fromEnd ? text[end - 1] : text[start]))
            {
                (start, end) = fromEnd ? (start, end - 1) : (start + 1, end);
            }

            if (start == end)
            {
                return;
            }

            if (parts.Items.Count >= most)
            {
                parts.Add(vm, text[start..end]);
                return;
            }

            var at = fromEnd ? end : start;
            while (fromEnd ? at > start && !StringTests.IsSpace(text[at - 1]) : at < end && !StringTests.IsSpace(text[at]))
            {
                at += fromEnd ? -1 : 1;
            }

            parts.Add(vm, fromEnd ? text[at..end] : text[start..at]);
            (start, end) = fromEnd ? (start, at) : (at, end);
        }
    }

    private static PythonList Lines(Interpreter vm, string text, bool keepEnds)
    {
        var lines = new PythonList([]);
        vm.Text(text.Length);
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\n' or '\r' or '\v' or '\f' or '\x1c' or '\x1d' or '\x1e' or '\x85' or '\u2028' or '\u2029'))
            {
                continue;
            }

            var end = text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? i + 2 : i + 1;
            lines.Add(vm, text[start..(keepEnds ? end : i)]);
            start = end;
            i = end - 1;
        }

        if (start < text.Length)
        {
            lines.Add(vm, text[start..]);
        }

        return lines;
    }
}
