namespace WorkflowEngine.Python.Evaluation;

internal static class SetMethods
{
    public static Dictionary<string, BuiltinMethod> Frozen { get; } = MakeFrozen();

    public static Dictionary<string, BuiltinMethod> Table { get; } = Make();

    public static Dictionary<string, BuiltinMethod> OfKeys { get; } = new(StringComparer.Ordinal)
    {
        ["isdisjoint"] = (vm, self, a) => Values.Bool(IsDisjoint(((DictView)self).ToSet(vm), PythonSet.From(vm, a.Take("isdisjoint", 1, 1)[0]))),
    };

    private static Dictionary<string, BuiltinMethod> MakeFrozen()
    {
        var table = new Dictionary<string, BuiltinMethod>(StringComparer.Ordinal);
        void Add(string name, int min, int max, Func<Interpreter, PythonSet, Arguments, object> body) =>
            table[name] = (vm, self, arguments) => body(vm, (PythonSet)self, arguments.Take(name, min, max));

        Add("copy", 0, 0, (vm, set, _) => set.Where(vm, _ => true));
        Add("union", 0, 999, (vm, set, a) => Combine(vm, set, a, (x, y) => x.Union(vm, y)));
        Add("intersection", 0, 999, (vm, set, a) => Combine(vm, set, a, (x, y) => x.Where(vm, y.Table.Contains)));
        Add("difference", 0, 999, (vm, set, a) => Combine(vm, set, a, (x, y) => x.Where(vm, item => !y.Table.Contains(item))));
        Add("symmetric_difference", 1, 1, (vm, set, a) => Symmetric(vm, set, PythonSet.From(vm, a[0])));
        Add("issubset", 1, 1, (vm, set, a) => Values.Bool(set.IsSubsetOf(PythonSet.From(vm, a[0]))));
        Add("issuperset", 1, 1, (vm, set, a) => Values.Bool(PythonSet.From(vm, a[0]).IsSubsetOf(set)));
        Add("isdisjoint", 1, 1, (vm, set, a) => Values.Bool(IsDisjoint(set, PythonSet.From(vm, a[0]))));
        return table;
    }

    private static Dictionary<string, BuiltinMethod> Make()
    {
        var table = MakeFrozen();
        void Add(string name, int min, int max, Action<Interpreter, PythonSet, Arguments> body) => table[name] = (vm, self, arguments) =>
        {
            body(vm, (PythonSet)self, arguments.Take(name, min, max));
            return Values.None;
        };

        Add("add", 1, 1, (_, set, a) => set.Add(a[0]));
        Add("discard", 1, 1, (vm, set, a) => set.Table.Remove(a[0], out var _));
        Add("clear", 0, 0, (_, set, _) => set.Table.Clear());
        Add("remove", 1, 1, (_, set, a) =>
        {
            if (!set.Table.Remove(a[0], out var _))
            {
                throw PythonError.Key(a[0]);
            }
        });
        Add("update", 0, 999, (vm, set, a) => set.Replace(Combine(vm, set, a, (x, y) => x.Union(vm, y))));
        Add("intersection_update", 0, 999, (vm, set, a) => set.Replace(Combine(vm, set, a, (x, y) => x.Where(vm, y.Table.Contains))));
        Add("difference_update", 0, 999, (vm, set, a) => set.Replace(Combine(vm, set, a, (x, y) => x.Where(vm, item => !y.Table.Contains(item)))));
        Add("symmetric_difference_update", 1, 1, (vm, set, a) => set.Replace(Symmetric(vm, set, PythonSet.From(vm, a[0]))));
        table["pop"] = (vm, self, arguments) =>
        {
            arguments.Take("pop", 0, 0);
            var set = (PythonSet)self;
            foreach (var member in set.Members())
            {
                set.Table.Remove(member, out var _);
                return member;
            }

            throw PythonError.Key("pop from an empty set");
        };
        return table;
    }

    private static PythonSet Combine(Interpreter vm, PythonSet set, Arguments arguments, Func<PythonSet, PythonSet, PythonSet> combine)
    {
        var result = set.Where(vm, _ => true);
        foreach (var other in arguments.Positional)
        {
            result = combine(result, other as PythonSet ?? PythonSet.From(vm, other));
        }

        return result;
    }

    private static PythonSet Symmetric(Interpreter vm, PythonSet a, PythonSet b) =>
        a.Where(vm, item => !b.Table.Contains(item)).Union(vm, b.Where(vm, item => !a.Table.Contains(item)));

    private static bool IsDisjoint(PythonSet a, PythonSet b) => !a.Members().Any(b.Table.Contains);
}
