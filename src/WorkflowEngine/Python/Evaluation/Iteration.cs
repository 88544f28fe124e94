namespace WorkflowEngine.Python.Evaluation;

/// <summary>Walking over values.</summary>
internal static class Iteration
{
    public static IEnumerator<object> Of(Interpreter vm, object value) =>
        TryOf(vm, value) ?? throw PythonError.Type($"'{Types.NameOf(value)}' object is not iterable");

    public static IEnumerator<object>? TryOf(Interpreter vm, object value) => value switch
    {
        PythonObject target => target.Iterate(vm),
        string text => Characters(text),
        _ => null,
    };

    public static IEnumerable<object> Each(Interpreter vm, object value)
    {
        var iterator = Of(vm, value);
        while (iterator.MoveNext())
        {
            vm.Step();
            yield return iterator.Current;
        }
    }

    public static List<object> ToList(Interpreter vm, object value)
    {
        switch (value)
        {
            case PythonList list:
                vm.Collection(list.Items.Count);
                return [.. list.Items];
            case PythonTuple tuple:
                vm.Collection(tuple.Items.Length);
                return [.. tuple.Items];
        }

        var items = new List<object>();
        foreach (var item in Each(vm, value))
        {
            vm.Allocate(16);
            vm.CheckCount(items.Count + 1);
            items.Add(item);
        }

        return items;
    }

    /// <summary>An iterator of the program, as iter() gives.</summary>
    public static PythonIterator Iterator(Interpreter vm, object value) =>
        value as PythonIterator ?? new PythonIterator(NameOf(value), Of(vm, value));

    private static string NameOf(object value) => value switch
    {
        string => "str_ascii_iterator",
        PythonDict => "dict_keyiterator",
        DictView view => view.TypeName.TrimEnd('s') + "iterator",
        _ => Types.NameOf(value) + "_iterator",
    };

    private static IEnumerator<object> Characters(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                yield return text.Substring(i++, 2);
            }
            else
            {
                yield return CodePoints.Character(text[i]);
            }
        }
    }
}
