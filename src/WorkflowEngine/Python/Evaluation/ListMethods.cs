namespace WorkflowEngine.Python.Evaluation;

internal static class ListMethods
{
    public static Dictionary<string, BuiltinMethod> Table { get; } = Make();

    private static Dictionary<string, BuiltinMethod> Make()
    {
        var table = new Dictionary<string, BuiltinMethod>(StringComparer.Ordinal);
        void Add(string name, int min, int max, Func<Interpreter, PythonList, Arguments, object> body) =>
            table[name] = (vm, self, arguments) => body(vm, (PythonList)self, arguments.Take($"list.{name}", min, max));

        Add("append", 1, 1, (vm, list, a) =>
        {
            list.Add(vm, a[0]);
            return Values.None;
        });
        Add("extend", 1, 1, (vm, list, a) =>
        {
            list.Extend(vm, a[0]);
            return Values.None;
        });
        Add("insert", 2, 2, Insert);
        Add("pop", 0, 1, Pop);
        Add("remove", 1, 1, (vm, list, a) =>
        {
            var index = list.IndexOf(vm, a[0], 0, list.Items.Count);
            list.Items.RemoveAt(index >= 0 ? index : throw PythonError.Value("list.remove(x): x not in list"));
            return Values.None;
        });
        Add("clear", 0, 0, (_, list, _) =>
        {
            list.Items.Clear();
            return Values.None;
        });
        Add("copy", 0, 0, (vm, list, _) => new PythonList(Iteration.ToList(vm, list)));
        Add("reverse", 0, 0, (vm, list, _) =>
        {
            vm.Spend(list.Items.Count >> 4);
            list.Items.Reverse();
            return Values.None;
        });
        Add("index", 1, 3, (vm, list, a) => Values.Int(TupleMethods.IndexOf(vm, list.Items, a, "list")));
        Add("count", 1, 1, (vm, list, a) => Values.Int(TupleMethods.CountOf(vm, list.Items, a[0])));
        table["sort"] = (vm, self, arguments) =>
        {
            var list = (PythonList)self;
            if (arguments.Count > 0)
            {
                throw PythonError.Type("sort() takes no positional arguments");
            }

            var sorted = Sorting.Sort(vm, [.. list.Items], arguments.Options("sort", "key", "reverse")).Items;
            list.Items.Clear();
            list.Items.AddRange(sorted);
            return Values.None;
        };
        return table;
    }

    private static object Insert(Interpreter vm, PythonList list, Arguments arguments)
    {
        var index = Values.Small(arguments[0]);
        index = Math.Clamp(index < 0 ? index + list.Items.Count : index, 0, list.Items.Count);
        vm.Spend(list.Items.Count >> 6);
        list.Add(vm, arguments[1]);
        list.Items.RemoveAt(list.Items.Count - 1);
        list.Items.Insert((int)index, arguments[1]);
        return Values.None;
    }

    private static object Pop(Interpreter vm, PythonList list, Arguments arguments)
    {
        var index = arguments.At(0) is { } given ? Values.Small(given) : -1;
        if (list.Items.Count == 0)
        {
            throw PythonError.Index("pop from empty list");
        }

        index += index < 0 ? list.Items.Count : 0;
        if (index < 0 || index >= list.Items.Count)
        {
            throw PythonError.Index("pop index out of range");
        }

        vm.Spend((list.Items.Count - index) >> 6);
        var item = list.Items[(int)index];
        list.Items.RemoveAt((int)index);
        return item;
    }
}
