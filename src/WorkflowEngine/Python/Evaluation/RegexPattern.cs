using System.Text.RegularExpressions;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>A compiled regular expression.</summary>
internal sealed class RegexPattern(string source, Regex regex, Dictionary<string, int> names) : PythonObject
{
    public static readonly string[] MethodNames = ["search", "match", "fullmatch", "findall", "finditer", "sub", "split"];

    public override string TypeName => "re.Pattern";

    public override object? GetAttribute(Interpreter vm, string name) => name == "pattern"
        ? source
        : Array.IndexOf(MethodNames, name) >= 0 ? new BuiltinFunction(name, (inner, arguments) => Invoke(inner, name, arguments)) : null;

    public override string Repr(Interpreter vm) => $"re.compile({Text.Quote(vm, source)})";

    public object Invoke(Interpreter vm, string method, Arguments arguments)
    {
        if (method == "sub")
        {
            return Substitute(vm, arguments.Bind("sub", 2, "repl", "string", "count"));
        }

        var given = arguments.Bind(method, 1, "string", "maxsplit");
        var text = given[0] as string ?? throw PythonError.Type($"expected string or bytes-like object, got '{Types.NameOf(given[0]!)}'");
        Charge(vm, text);
        return method switch
        {
            "search" => Result(regex.Match(text)),
            "match" => Result(Anchored(text, whole: false)),
            "fullmatch" => Result(Anchored(text, whole: true)),
            "findall" => FindAll(vm, text),
            "finditer" => new PythonIterator("callable_iterator", Each(vm, text)),
            _ => Split(vm, text, given[1] is { } most ? Values.Small(most) : 0),
        };
    }

    // The automaton reads every character once, for up to three passes.
    private void Charge(Interpreter vm, string text) => vm.Spend(20 + ((text.Length * (4L + (source.Length >> 4))) >> 1));

    private object Result(Match match) => match.Success ? new RegexMatch(match, names) : Values.None;

    private Match Anchored(string text, bool whole)
    {
        var anchored = new Regex(whole ? $@"\A(?:{regex})\z" : $@"\A(?:{regex})", regex.Options);
        return anchored.Match(text);
    }

    private PythonList FindAll(Interpreter vm, string text)
    {
        var found = new PythonList([]);
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            vm.Spend(10);
            found.Add(vm, match.Groups.Count switch
            {
                1 => match.Value,
                2 => match.Groups[1].Value,
                _ => new PythonTuple([.. match.Groups.Cast<Group>().Skip(1).Select(group => (object)group.Value)]),
            });
        }

        return found;
    }

    private IEnumerator<object> Each(Interpreter vm, string text)
    {
        for (var match = regex.Match(text); match.Success; match = match.NextMatch())
        {
            vm.Spend(10);
            yield return new RegexMatch(match, names);
        }
    }

    private string Substitute(Interpreter vm, object?[] given)
    {
        var text = given[1] as string ?? throw PythonError.Type($"expected string or bytes-like object, got '{Types.NameOf(given[1]!)}'");
        var most = given[2] is { } count ? Values.Small(count) : 0;
        Charge(vm, text);
        var result = new TextMaker(vm);
        var at = 0;
        var done = 0L;
        for (var match = regex.Match(text); match.Success && (most == 0 || done < most); match = match.NextMatch(), done++)
        {
            vm.Spend(10);
            var replacement = given[0] is string template
                ? Expand(template, match)
                : Values.Str(vm.Call(given[0]!, new RegexMatch(match, names)), "expected string, replacement");
            result.Add(text[at..match.Index]).Add(replacement);
            at = match.Index + match.Length;
        }

        return result.Add(text[at..]).ToString();
    }

    private string Expand(string template, Match match)
    {
        var result = new System.Text.StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '\\' || i + 1 == template.Length)
            {
                result.Append(template[i]);
                continue;
            }

            var c = template[++i];
            var close = c == 'g' ? template.IndexOf('>', i) : -1;
            var name = close > 0 ? template[(i + 2)..close] : char.IsAsciiDigit(c) ? c.ToString() : null;
            if (name is not null)
            {
                var key = names.TryGetValue(name, out var number) ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : name;
                result.Append(match.Groups.ContainsKey(key)
                    ? match.Groups[key].Value
                    : throw PythonError.Make(ExceptionTypes.RegexError, $"invalid group reference {name}"));
                i = close > 0 ? close : i;
            }
            else
            {
                result.Append(c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', _ => c });
            }
        }

        return result.ToString();
    }

    private PythonList Split(Interpreter vm, string text, long most)
    {
        var parts = new PythonList([]);
        var at = 0;
        var done = 0L;
        for (var match = regex.Match(text); match.Success && (most == 0 || done < most); match = match.NextMatch(), done++)
        {
            parts.Add(vm, text[at..match.Index]);
            foreach (var group in match.Groups.Cast<Group>().Skip(1))
            {
                parts.Add(vm, group.Success ? group.Value : Values.None);
            }

            at = match.Index + match.Length;
        }

        parts.Add(vm, text[at..]);
        return parts;
    }
}
