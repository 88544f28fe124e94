using System.Text.RegularExpressions;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>What a regular expression found.</summary>
internal sealed class RegexMatch(Match match, Dictionary<string, int> names) : PythonObject
{
    public override string TypeName => "re.Match";

    public override object? GetItem(Interpreter vm, object key) => Text(Find(key));

    public override object? GetAttribute(Interpreter vm, string name) => name switch
    {
        "group" => new BuiltinFunction(name, (_, a) => a.Count switch
        {
            0 => match.Value,
            1 => Text(Find(a[0])),
            _ => new PythonTuple([.. a.Positional.Select(key => Text(Find(key)))]),
        }),
        "groups" => new BuiltinFunction(name, (_, a) => new PythonTuple(
            [.. match.Groups.Cast<Group>().Skip(1).Select(group => group.Success ? group.Value : a.At(0) ?? Values.None)])),
        "groupdict" => new BuiltinFunction(name, (inner, _) => Named(inner)),
        "start" => new BuiltinFunction(name, (_, a) => Values.Int(Find(a.At(0) ?? Values.Int(0)).Index)),
        "end" => new BuiltinFunction(name, (_, a) => Find(a.At(0) ?? Values.Int(0)) is var group ? Values.Int(group.Index + group.Length) : Values.None),
        "span" => new BuiltinFunction(name, (_, a) => Find(a.At(0) ?? Values.Int(0)) is var group
            ? new PythonTuple([Values.Int(group.Index), Values.Int(group.Index + group.Length)])
            : Values.None),
        _ => null,
    };

    public override string Repr(Interpreter vm) =>
        $"<re.Match object; span=({match.Index}, {match.Index + match.Length}), match={Evaluation.Text.Quote(vm, match.Value)}>";

    private Group Find(object key)
    {
        if (key is string text)
        {
            return names.TryGetValue(text, out var number) ? match.Groups[number] : throw PythonError.Index("no such group");
        }

        var name = Values.Index(key).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return match.Groups.ContainsKey(name) ? match.Groups[name] : throw PythonError.Index("no such group");
    }

    private static object Text(Group group) => group.Success ? group.Value : Values.None;

    private PythonDict Named(Interpreter vm)
    {
        var dict = new PythonDict(vm);
        foreach (var (name, number) in names)
        {
            dict.Set(vm, name, Text(match.Groups[number]));
        }

        return dict;
    }
}
