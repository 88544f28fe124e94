using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>Built-in functions that walk over values.</summary>
internal static class IterationFunctions
{
    public static void AddTo(Dictionary<string, object> table)
    {
        void Add(string name, Func<Interpreter, Arguments, object> body) => table[name] = new BuiltinFunction(name, body);

        Add("iter", (vm, a) => a.Take("iter", 1, 2).Count == 2
            ? new PythonIterator("callable_iterator", Until(vm, a[0], a[1]))
            : Iteration.Iterator(vm, a[0]));
        Add("next", Next);
        Add("enumerate", Enumerate);
        Add("zip", Zip);
        Add("map", (vm, a) => Map(vm, a));
        Add("filter", (vm, a) => new PythonIterator("filter", Filter(vm, a.Take("filter", 2, 2)[0], Iteration.Of(vm, a[1]))));
        Add("reversed", (vm, a) => Reversed(vm, a.Take("reversed", 1, 1)[0]));
        Add("sorted", (vm, a) =>
        {
            var list = Iteration.ToList(vm, a.Counted("sorted", 1, 1)[0]);
            return Sorting.Sort(vm, list, a.Options("sorted", "key", "reverse"));
        });
        Add("sum", Sum);
        Add("min", (vm, a) => Extreme(vm, a, "min", CompareOperator.Less));
        Add("max", (vm, a) => Extreme(vm, a, "max", CompareOperator.Greater));
        Add("any", (vm, a) => Values.Bool(Iteration.Each(vm, a.Take("any", 1, 1)[0]).Any(item => Operators.IsTrue(vm, item))));
        Add("all", (vm, a) => Values.Bool(Iteration.Each(vm, a.Take("all", 1, 1)[0]).All(item => Operators.IsTrue(vm, item))));
    }

    private static object Next(Interpreter vm, Arguments arguments)
    {
        var value = arguments.Take("next", 1, 2)[0] switch
        {
            PythonIterator iterator => iterator.Next(vm),
            PythonInstance instance => instance.Next(vm) ?? throw NotIterator(instance),
            var other => throw NotIterator(other),
        };
        return value ?? arguments.At(1)
            ?? throw new PythonError(new ExceptionInstance(
                ExceptionTypes.StopIteration, arguments[0] is PythonIterator { Returned: var result } && !ReferenceEquals(result, Values.None) ? [result] : []));
    }

    private static PythonError NotIterator(object value) => PythonError.Type($"'{Types.NameOf(value)}' object is not an iterator");

    private static PythonIterator Enumerate(Interpreter vm, Arguments arguments)
    {
        var given = arguments.Bind("enumerate", 1, "iterable", "start");
        return new PythonIterator("enumerate", Numbered(vm, Iteration.Of(vm, given[0]!), given[1] is { } start ? Values.Integer(start) : 0));
    }

    private static IEnumerator<object> Numbered(Interpreter vm, IEnumerator<object> values, System.Numerics.BigInteger start)
    {
        while (values.MoveNext())
        {
            yield return new PythonTuple([vm.Integer(start), values.Current]);
            start++;
        }
    }

    private static PythonIterator Zip(Interpreter vm, Arguments arguments)
    {
        var strict = arguments.Options("zip", "strict")[0] is { } option && Operators.IsTrue(vm, option);
        var all = arguments.Positional.Select((value, index) => Iteration.TryOf(vm, value)
            ?? throw PythonError.Type($"'{Types.NameOf(value)}' object is not iterable")).ToArray();
        return new PythonIterator("zip", Zipped(vm, all, strict));
    }

    private static IEnumerator<object> Zipped(Interpreter vm, IEnumerator<object>[] all, bool strict)
    {
        while (all.Length > 0)
        {
            vm.Spend(all.Length);
            var items = new object[all.Length];
            for (var i = 0; i < all.Length; i++)
            {
                if (all[i].MoveNext())
                {
                    items[i] = all[i].Current;
                    continue;
                }

                CheckStrict(all, i, strict);
                yield break;
            }

            yield return new PythonTuple(items);
        }
    }

    private static void CheckStrict(IEnumerator<object>[] all, int ended, bool strict)
    {
        if (!strict)
        {
            return;
        }

        static string Earlier(int count) => count == 1 ? "argument 1" : $"arguments 1-{count}";
        if (ended > 0)
        {
            throw PythonError.Value($"zip() argument {ended + 1} is shorter than {Earlier(ended)}");
        }

        for (var i = 1; i < all.Length; i++)
        {
            if (all[i].MoveNext())
            {
                throw PythonError.Value($"zip() argument {i + 1} is longer than {Earlier(i)}");
            }
        }
    }

    private static PythonIterator Map(Interpreter vm, Arguments arguments)
    {
        if (arguments.Count < 2)
        {
            throw PythonError.Type("map() must have at least two arguments.");
        }

        var all = arguments.Positional[1..].Select(value => Iteration.Of(vm, value)).ToArray();
        return new PythonIterator("map", Mapped(vm, arguments[0], all));
    }

    private static IEnumerator<object> Mapped(Interpreter vm, object function, IEnumerator<object>[] all)
    {
        while (Array.TrueForAll(all, values => values.MoveNext()))
        {
            yield return vm.Call(function, Array.ConvertAll(all, values => values.Current));
        }
    }

    private static IEnumerator<object> Filter(Interpreter vm, object function, IEnumerator<object> values)
    {
        while (values.MoveNext())
        {
            vm.Step();
            var item = values.Current;
            if (Operators.IsTrue(vm, ReferenceEquals(function, Values.None) ? item : vm.Call(function, item)))
            {
                yield return item;
            }
        }
    }

    private static IEnumerator<object> Until(Interpreter vm, object function, object sentinel)
    {
        while (true)
        {
            var value = vm.Call(function);
            if (Comparison.AreEqual(vm, value, sentinel))
            {
                yield break;
            }

            yield return value;
        }
    }

    private static PythonIterator Reversed(Interpreter vm, object value)
    {
        switch (value)
        {
            case PythonRange range:
                return new PythonIterator("range_iterator", range.Backwards());
            case PythonInstance instance when instance.Class.Find("__reversed__") is { } method:
                return Iteration.Iterator(vm, vm.Call(method, instance));
            case PythonSet or PythonIterator or not (PythonObject or string):
                throw PythonError.Type($"'{Types.NameOf(value)}' object is not reversible");
            default:
                var items = Iteration.ToList(vm, value);
                items.Reverse();
                return new PythonIterator(value is PythonList ? "list_reverseiterator" : "reversed", items.GetEnumerator());
        }
    }

    private static object Sum(Interpreter vm, Arguments arguments)
    {
        var given = arguments.Bind("sum", 1, "iterable", "start");
        var total = given[1] ?? Values.Int(0);
        if (total is string)
        {
            throw PythonError.Type("sum() can't sum strings [use ''.join(seq) instead]");
        }

        // Floats are summed with the error carried along, as Python does since 3.12.
        var compensation = 0.0;
        foreach (var item in Iteration.Each(vm, given[0]!))
        {
            vm.Spend(3);
            if (total is double sum && Values.IsNumber(item))
            {
                var x = Values.Float(item);
                var next = sum + x;
                if (item is double)
                {
                    compensation += Math.Abs(sum) >= Math.Abs(x) ? (sum - next) + x : (x - next) + sum;
                }

                total = next;
                continue;
            }

            total = Operators.Binary(vm, BinaryOperator.Add, total, item);
        }

        return total is double result && compensation != 0 && double.IsFinite(compensation) ? result + compensation : total;
    }

    private static object Extreme(Interpreter vm, Arguments arguments, string name, CompareOperator op)
    {
        var options = arguments.Options(name, "key", "default");
        if (arguments.Count == 0)
        {
            throw PythonError.Type($"{name} expected at least 1 argument, got 0");
        }

        if (arguments.Count > 1 && options[1] is not null)
        {
            throw PythonError.Type($"Cannot specify a default for {name}() with multiple positional arguments");
        }

        var key = options[0] is null || ReferenceEquals(options[0], Values.None) ? null : options[0];
        object? best = null;
        object? bestKey = null;
        foreach (var item in arguments.Count == 1 ? Iteration.Each(vm, arguments[0]) : arguments.Positional)
        {
            var itemKey = key is null ? item : vm.Call(key, item);
            if (best is null || Comparison.Order(vm, op, itemKey, bestKey!))
            {
                (best, bestKey) = (item, itemKey);
            }
        }

        return best ?? options[1] ?? throw PythonError.Value($"{name}() iterable argument is empty");
    }
}
