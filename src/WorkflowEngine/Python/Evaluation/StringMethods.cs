using System.Globalization;
using System.Text;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>The methods of str; those that split, search and test are in files of their own.</summary>
internal static class StringMethods
{
    public static Dictionary<string, BuiltinMethod> Table { get; } = Make();

    public static object Encode(Interpreter vm, string text, Arguments arguments)
    {
        var encoding = (arguments.At(0) as string ?? "utf-8").ToLowerInvariant().Replace('_', '-');
        vm.Text(text.Length * 2L);
        if (encoding is "utf-8" or "utf8")
        {
            return CodePoints.IsSimple(text) || text.EnumerateRunes().All(rune => rune.Value != 0xFFFD)
                ? new PythonBytes(Encoding.UTF8.GetBytes(text))
                : throw CannotEncode("utf-8", "surrogates not allowed");
        }

        var limit = encoding is "ascii" or "us-ascii" ? 128 : encoding is "latin-1" or "latin1" or "iso-8859-1" ? 256 : 0;
        if (limit == 0)
        {
            throw PythonError.Make(ExceptionTypes.LookupError, $"unknown encoding: {arguments[0]}");
        }

        var ignore = arguments.At(1) as string;
        var bytes = new List<byte>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value < limit)
            {
                bytes.Add((byte)rune.Value);
            }
            else if (ignore is null or "strict")
            {
                throw CannotEncode(limit == 128 ? "ascii" : "latin-1", $"ordinal not in range({limit})");
            }
            else if (ignore == "replace")
            {
                bytes.Add((byte)'?');
            }
        }

        return new PythonBytes([.. bytes]);
    }

    private static PythonError CannotEncode(string encoding, string reason) =>
        PythonError.Make(ExceptionTypes.UnicodeEncodeError, $"'{encoding}' codec can't encode character: {reason}");

    private static Dictionary<string, BuiltinMethod> Make()
    {
        var table = new Dictionary<string, BuiltinMethod>(StringComparer.Ordinal);
        void Add(string name, int min, int max, Func<Interpreter, string, Arguments, object> body) => table[name] = (vm, self, arguments) =>
        {
            var text = self as string ?? (string)EnumTypes.Plain(self)!;
            vm.Spend(1 + (text.Length >> 5));
            return body(vm, text, arguments.Take(name, min, max));
        };

        void Map(string name, Func<string, string> change) => Add(name, 0, 0, (vm, s, _) => vm.Made(change(s)));

        Map("upper", text => Upper(text));
        Map("lower", text => text.ToLowerInvariant());
        Map("casefold", text => text.ToLowerInvariant().Replace("ß", "ss", StringComparison.Ordinal));
        Map("swapcase", SwapCase);
        Map("capitalize", text => text.Length == 0 ? "" : Upper(text[..1]) + text[1..].ToLowerInvariant());
        Map("title", Title);
        Add("center", 1, 2, (vm, s, a) => Pad(vm, s, a, (missing, width) => (missing / 2) + (missing & width & 1)));
        Add("ljust", 1, 2, (vm, s, a) => Pad(vm, s, a, (_, _) => 0));
        Add("rjust", 1, 2, (vm, s, a) => Pad(vm, s, a, (missing, _) => missing));
        Add("zfill", 1, 1, ZeroFill);
        Add("join", 1, 1, Join);
        Add("strip", 0, 1, (vm, s, a) => vm.Made(Strip(s, a, left: true, right: true)));
        Add("lstrip", 0, 1, (vm, s, a) => vm.Made(Strip(s, a, left: true, right: false)));
        Add("rstrip", 0, 1, (vm, s, a) => vm.Made(Strip(s, a, left: false, right: true)));
        Add("removeprefix", 1, 1, (vm, s, a) => s.StartsWith(Part(a[0], "removeprefix"), StringComparison.Ordinal) ? vm.Made(s[Part(a[0], "").Length..]) : s);
        Add("removesuffix", 1, 1, (vm, s, a) =>
            s.EndsWith(Part(a[0], "removesuffix"), StringComparison.Ordinal) ? vm.Made(s[..^Part(a[0], "").Length]) : s);
        Add("translate", 1, 1, Translate);
        table["format"] = (vm, self, arguments) => new StringFormat(vm, arguments).Apply((string)self, 1);
        table["format_map"] = (vm, self, arguments) => new StringFormat(vm, new Arguments([], [.. ((arguments.Take("format_map", 1, 1)[0] as PythonDict)
            ?? throw PythonError.Type("format_map() argument must be a dict")).Entries()
            .Where(entry => entry.Key is string).Select(entry => new KeyValuePair<string, object>((string)entry.Key, entry.Value))])).Apply((string)self, 1);
        table["expandtabs"] = (vm, self, arguments) =>
            ExpandTabs(vm, (string)self, arguments.Bind("expandtabs", 0, "tabsize")[0] is { } size ? Values.Small(size) : 8);
        table["encode"] = (vm, self, arguments) => Encode(vm, (string)self, new Arguments([.. arguments.Bind("encode", 0, "encoding", "errors").OfType<object>()]));
        table["maketrans"] = (vm, self, arguments) => MakeTranslation(vm, (string)self, arguments);
        StringSearch.AddTo(table);
        StringTests.AddTo(table);
        return table;
    }

    public static string Part(object value, string method) =>
        value as string ?? throw PythonError.Type($"{method} arg must be str, not {Types.NameOf(value)}");

    private static string Upper(string text) => text.ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal);

    private static string SwapCase(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = char.IsUpper(source[i]) ? char.ToLowerInvariant(source[i]) : char.ToUpperInvariant(source[i]);
        }
    });

    private static string Title(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        var inWord = false;
        for (var i = 0; i < span.Length; i++)
        {
            var isCased = char.IsUpper(source[i]) || char.IsLower(source[i]);
            span[i] = inWord ? char.ToLowerInvariant(source[i]) : char.ToUpperInvariant(source[i]);
            inWord = isCased;
        }
    });

    private static string Pad(Interpreter vm, string text, Arguments arguments, Func<int, int, int> left)
    {
        var fill = arguments.At(1) is { } given
            ? given as string ?? throw PythonError.Type($"The fill character must be a unicode character, not {Types.NameOf(given)}")
            : " ";
        if (CodePoints.Length(fill) != 1)
        {
            throw PythonError.Type("The fill character must be exactly one character long");
        }

        var width = Values.Small(arguments[0]);
        var missing = width - CodePoints.Length(text);
        if (missing <= 0)
        {
            return text;
        }

        vm.Text(width * fill.Length);
        var before = left((int)missing, (int)width);
        return new StringBuilder().Insert(0, fill, before).Append(text)
            .Append(new StringBuilder().Insert(0, fill, (int)missing - before)).ToString();
    }

    private static string ZeroFill(Interpreter vm, string text, Arguments arguments)
    {
        var missing = Values.Small(arguments[0]) - CodePoints.Length(text);
        if (missing <= 0)
        {
            return text;
        }

        vm.Text(missing + text.Length);
        var sign = text.Length > 0 && text[0] is '+' or '-' && text.Length > 0 ? 1 : 0;
        return text[..sign] + new string('0', (int)missing) + text[sign..];
    }

    private static string Join(Interpreter vm, string separator, Arguments arguments)
    {
        if (Iteration.TryOf(vm, arguments[0]) is null)
        {
            throw PythonError.Type("can only join an iterable");
        }

        var text = new TextMaker(vm);
        var index = 0;
        foreach (var item in Iteration.Each(vm, arguments[0]))
        {
            var part = item as string ?? EnumTypes.Plain(item) as string ?? (item as PythonObject)?.StandsFor
                ?? throw PythonError.Type($"sequence item {index}: expected str instance, {Types.NameOf(item)} found");
            text.Add(index++ == 0 ? "" : separator).Add(part);
        }

        return text.ToString();
    }

    private static string Strip(string text, Arguments arguments, bool left, bool right)
    {
        var set = arguments.At(0) is null || ReferenceEquals(arguments.At(0), Values.None) ? null : arguments[0] as string
            ?? throw PythonError.Type("strip arg must be None or str");
        var (start, end) = (0, text.Length);
        bool Strips(char c) => set is null ? StringTests.IsSpace(c) : set.Contains(c);
        while (left && start < end && Strips(text[start]))
        {
            start++;
        }

        while (right && end > start && Strips(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    private static string ExpandTabs(Interpreter vm, string text, long size)
    {
        var result = new TextMaker(vm);
        var column = 0L;
        foreach (var c in text)
        {
            if (c != '\t')
            {
                result.Add(CodePoints.Character(c));
                column = c is '\n' or '\r' ? 0 : column + 1;
                continue;
            }

            var missing = size > 0 ? size - (column % size) : 0;
            vm.Text(missing);
            result.Add(new string(' ', (int)missing));
            column += missing;
        }

        return result.ToString();
    }

    private static PythonDict MakeTranslation(Interpreter vm, string self, Arguments arguments)
    {
        // Taken from the class, the first argument is what a method calls its instance.
        object[] given = [self, .. arguments.Positional];
        given = given.Length > 1 && arguments.Count is 2 or 3 ? arguments.Positional : given;
        var dict = new PythonDict(vm);
        var (from, to) = (CodePoints.Split(Values.Str(given[0], "maketrans() argument")), CodePoints.Split(given.Length > 1 ? Values.Str(given[1], "maketrans() argument") : ""));
        if (from.Length != to.Length)
        {
            throw PythonError.Value("the first two maketrans arguments must have equal length");
        }

        for (var i = 0; i < from.Length; i++)
        {
            dict.Set(vm, Values.Int(char.ConvertToUtf32(from[i], 0)), to[i]);
        }

        foreach (var removed in given.Length > 2 ? CodePoints.Split((string)given[2]) : [])
        {
            dict.Set(vm, Values.Int(char.ConvertToUtf32(removed, 0)), Values.None);
        }

        return dict;
    }

    private static string Translate(Interpreter vm, string text, Arguments arguments)
    {
        var table = arguments[0] as PythonDict ?? throw PythonError.Type("translate() needs a dict");
        var result = new TextMaker(vm);
        foreach (var rune in text.EnumerateRunes())
        {
            result.Add(table.Find(Values.Int(rune.Value)) switch
            {
                null => rune.ToString(),
                string replacement => replacement,
                long code => new Rune((int)code).ToString(),
                _ => "",
            });
        }

        return result.ToString();
    }
}
