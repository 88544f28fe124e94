namespace WorkflowEngine.Python.Evaluation;

/// <summary>The module "textwrap".</summary>
internal static class TextwrapModule
{
    public static PythonModuleObject Module { get; } = new("textwrap", new Dictionary<string, object>
    {
        ["dedent"] = new BuiltinFunction("dedent", (vm, a) => Dedent(vm, Values.Str(a.Take("dedent", 1, 1)[0], "dedent() argument"))),
        ["indent"] = new BuiltinFunction("indent", Indent),
    });

    private static string Dedent(Interpreter vm, string text)
    {
        vm.Text(text.Length);
        vm.Spend(text.Length >> 3);
        var lines = text.Split('\n');
        vm.Collection(lines.Length, 64);
        string? margin = null;
        for (var i = 0; i < lines.Length; i++)
        {
            var content = lines[i].TrimStart(' ', '\t');
            if (content.Length == 0)
            {
                lines[i] = "";
                continue;
            }

            var indent = lines[i][..^content.Length];
            margin = margin is null ? indent : margin[..margin.AsSpan().CommonPrefixLength(indent)];
        }

        if (string.IsNullOrEmpty(margin))
        {
            return string.Join('\n', lines);
        }

        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[margin.Length..] : line));
    }

    private static string Indent(Interpreter vm, Arguments arguments)
    {
        var given = arguments.Bind("indent", 2, "text", "prefix", "predicate");
        var (text, prefix) = (Values.Str(given[0]!, "indent() argument"), Values.Str(given[1]!, "indent() argument"));
        var predicate = given[2] is null || ReferenceEquals(given[2], Values.None) ? null : given[2];
        var result = new TextMaker(vm);
        foreach (var item in Iteration.Each(vm, StringMethods.Table["splitlines"](vm, text, new Arguments([Values.True]))))
        {
            var line = (string)item;
            var takes = predicate is null ? line.Any(c => !StringTests.IsSpace(c)) : Operators.IsTrue(vm, vm.Call(predicate, line));
            result.Add(takes ? prefix : "").Add(line);
        }

        return result.ToString();
    }
}
