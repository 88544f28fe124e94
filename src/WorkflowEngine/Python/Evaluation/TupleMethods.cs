namespace WorkflowEngine.Python.Evaluation;

/// <summary>The methods of tuple and range, and what list shares with them.</summary>
internal static class TupleMethods
{
    public static Dictionary<string, BuiltinMethod> Table { get; } = new(StringComparer.Ordinal)
    {
        ["index"] = (vm, self, a) => Values.Int(IndexOf(vm, ((PythonTuple)self).Items, a.Take("tuple.index", 1, 3), "tuple")),
        ["count"] = (vm, self, a) => Values.Int(CountOf(vm, ((PythonTuple)self).Items, a.Take("tuple.count", 1, 1)[0])),
    };

    public static Dictionary<string, BuiltinMethod> OfRange { get; } = new(StringComparer.Ordinal)
    {
        ["index"] = (vm, self, a) => ((PythonRange)self).IndexOf(a.Take("range.index", 1, 1)[0]) is >= 0 and var index
            ? Values.Int(index)
            : throw PythonError.Value($"{Text.Repr(vm, a[0])} is not in range"),
        ["count"] = (_, self, a) => Values.Int(((PythonRange)self).IndexOf(a.Take("range.count", 1, 1)[0]) >= 0 ? 1 : 0),
    };

    public static int IndexOf(Interpreter vm, IReadOnlyList<object> items, Arguments arguments, string type)
    {
        long Place(int index, long otherwise)
        {
            var value = arguments.At(index) is { } given ? Values.Index(given) : otherwise;
            return Math.Max(0, value < 0 ? value + items.Count : value);
        }

        var end = Math.Min(items.Count, Place(2, items.Count));
        for (var i = Place(1, 0); i < end; i++)
        {
            vm.Step();
            if (ReferenceEquals(items[(int)i], arguments[0]) || Comparison.AreEqual(vm, items[(int)i], arguments[0]))
            {
                return (int)i;
            }
        }

        throw PythonError.Value(type == "list" ? $"{Text.Repr(vm, arguments[0])} is not in list" : "tuple.index(x): x not in tuple");
    }

    public static int CountOf(Interpreter vm, IReadOnlyList<object> items, object item)
    {
        var count = 0;
        for (var i = 0; i < items.Count; i++)
        {
            vm.Step();
            count += ReferenceEquals(items[i], item) || Comparison.AreEqual(vm, items[i], item) ? 1 : 0;
        }

        return count;
    }
}
