using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>Stable sorting that asks only whether one item is less than another, as Python's does.</summary>
internal static class Sorting
{
    public static PythonList Sort(Interpreter vm, List<object> items, object?[] options)
    {
        var key = options[0] is null || ReferenceEquals(options[0], Values.None) ? null : options[0];
        var reverse = options[1] is { } flag && Operators.IsTrue(vm, flag);
        vm.Collection(items.Count, 32);
        var entries = new (object Key, object Item)[items.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = (key is null ? items[i] : vm.Call(key, items[i]), items[i]);
        }

        if (reverse)
        {
            Array.Reverse(entries);
        }

        MergeSort(vm, entries, new (object, object)[entries.Length], 0, entries.Length);
        if (reverse)
        {
            Array.Reverse(entries);
        }

        return new PythonList(entries.Select(entry => entry.Item));
    }

    private static void MergeSort(Interpreter vm, (object Key, object Item)[] entries, (object, object)[] buffer, int start, int end)
    {
        if (end - start < 2)
        {
            return;
        }

        var middle = (start + end) / 2;
        MergeSort(vm, entries, buffer, start, middle);
        MergeSort(vm, entries, buffer, middle, end);
        vm.Step();
        if (!Comparison.Order(vm, CompareOperator.Less, entries[middle].Key, entries[middle - 1].Key))
        {
            return;
        }

        Array.Copy(entries, start, buffer, start, middle - start);
        var (left, right, target) = (start, middle, start);
        while (left < middle && right < end)
        {
            vm.Step();
            entries[target++] = Comparison.Order(vm, CompareOperator.Less, entries[right].Key, buffer[left].Item1)
                ? entries[right++]
                : buffer[left++];
        }

        Array.Copy(buffer, left, entries, target, middle - left);
    }
}
