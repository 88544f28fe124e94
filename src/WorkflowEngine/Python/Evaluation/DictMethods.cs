namespace WorkflowEngine.Python.Evaluation;

internal static class DictMethods
{
    public static Dictionary<string, BuiltinMethod> Table { get; } = Make();

    private static Dictionary<string, BuiltinMethod> Make()
    {
        var table = new Dictionary<string, BuiltinMethod>(StringComparer.Ordinal);
        void Add(string name, int min, int max, Func<Interpreter, PythonDict, Arguments, object> body) =>
            table[name] = (vm, self, arguments) => body(vm, (PythonDict)self, arguments.Take(name, min, max));

        Add("get", 1, 2, (_, dict, a) => dict.Find(a[0]) ?? a.At(1) ?? Values.None);
        Add("keys", 0, 0, (_, dict, _) => new DictView(dict, BuiltinTypes.DictKeys));
        Add("values", 0, 0, (_, dict, _) => new DictView(dict, BuiltinTypes.DictValues));
        Add("items", 0, 0, (_, dict, _) => new DictView(dict, BuiltinTypes.DictItems));
        Add("copy", 0, 0, (vm, dict, _) => dict.Copy(vm));
        Add("clear", 0, 0, (_, dict, _) =>
        {
            dict.Table.Clear();
            return Values.None;
        });
        Add("pop", 1, 2, (_, dict, a) => dict.Table.Count > 0 && dict.Table.Remove(a[0], out var value) ? value : a.At(1) ?? throw PythonError.Key(a[0]));
        Add("popitem", 0, 0, (_, dict, _) =>
        {
            if (!dict.Table.TryLast(out var key))
            {
                throw PythonError.Key("popitem(): dictionary is empty");
            }

            dict.Table.Remove(key, out var value);
            return new PythonTuple([key, value]);
        });
        Add("setdefault", 1, 2, (vm, dict, a) =>
        {
            if (dict.Find(a[0]) is { } found)
            {
                return found;
            }

            var value = a.At(1) ?? Values.None;
            dict.Set(vm, a[0], value);
            return value;
        });
        Add("fromkeys", 1, 2, (vm, _, a) => FromKeys(vm, a[0], a.At(1)));
        table["update"] = (vm, self, arguments) =>
        {
            var dict = (PythonDict)self;
            if (arguments.Counted("update", 0, 1).At(0) is { } source)
            {
                dict.Update(vm, source);
            }

            foreach (var (name, value) in arguments.Keywords)
            {
                dict.Set(vm, name, value);
            }

            return Values.None;
        };
        return table;
    }

    public static PythonDict FromKeys(Interpreter vm, object keys, object? value)
    {
        var made = new PythonDict(vm);
        foreach (var key in Iteration.Each(vm, keys))
        {
            made.Set(vm, key, value ?? Values.None);
        }

        return made;
    }
}
