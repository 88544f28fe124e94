using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

internal sealed class PythonList(List<object> items) : PythonObject
{
    public PythonList(IEnumerable<object> items)
        : this(new List<object>(items))
    {
    }

    public List<object> Items { get; } = items;

    public override string TypeName => "list";

    public override bool IsHashable => false;

    public override IEnumerator<object> Iterate(Interpreter vm)
    {
        for (var i = 0; i < Items.Count; i++)
        {
            yield return Items[i];
        }
    }

    public override long? Length(Interpreter vm) => Items.Count;

    public void Add(Interpreter vm, object item)
    {
        vm.Allocate(16);
        vm.CheckCount(Items.Count + 1);
        Items.Add(item);
    }

    public override object? GetItem(Interpreter vm, object key)
    {
        if (key is PythonSlice slice)
        {
            var (start, step, count) = slice.Over(Items.Count);
            vm.Collection(count);
            return new PythonList(Slicing.Take(Items, start, step, count));
        }

        return Items[Slicing.Index(key, Items.Count, "list")];
    }

    public override bool SetItem(Interpreter vm, object key, object value)
    {
        if (key is PythonSlice slice)
        {
            SetSlice(vm, slice, Iteration.ToList(vm, value));
        }
        else
        {
            Items[Slicing.Index(key, Items.Count, "list", "assignment ")] = value;
        }

        return true;
    }

    public override bool DeleteItem(Interpreter vm, object key)
    {
        vm.Spend(Items.Count >> 4);
        if (key is not PythonSlice slice)
        {
            Items.RemoveAt(Slicing.Index(key, Items.Count, "list", "assignment "));
            return true;
        }

        var (start, step, count) = slice.Over(Items.Count);
        if (step == 1)
        {
            Items.RemoveRange((int)start, (int)count);
            return true;
        }

        var removed = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            removed.Add((int)(start + (i * step)));
        }

        var kept = Items.Where((_, index) => !removed.Contains(index)).ToArray();
        Items.Clear();
        Items.AddRange(kept);
        return true;
    }

    public override bool? Contains(Interpreter vm, object item) => IndexOf(vm, item, 0, Items.Count) >= 0;

    public int IndexOf(Interpreter vm, object item, int start, int end)
    {
        for (var i = start; i < end && i < Items.Count; i++)
        {
            vm.Step();
            if (ReferenceEquals(Items[i], item) || Comparison.AreEqual(vm, Items[i], item))
            {
                return i;
            }
        }

        return -1;
    }

    public override bool? EqualTo(Interpreter vm, object other) =>
        other is PythonList list ? Comparison.AreEqual(vm, Items, list.Items) : null;

    public override bool? Order(Interpreter vm, CompareOperator op, object other) =>
        other is PythonList list ? Comparison.Order(vm, op, Items, list.Items) : null;

    public override object? Binary(Interpreter vm, BinaryOperator op, object other, bool reflected)
    {
        if (op == BinaryOperator.Add && !reflected)
        {
            if (other is not PythonList list)
            {
                return other is PythonInstance
                    ? null
                    : throw PythonError.Type($"can only concatenate list (not \"{Types.NameOf(other)}\") to list");
            }

            vm.Collection(Items.Count + (long)list.Items.Count);
            return new PythonList([.. Items, .. list.Items]);
        }

        return op == BinaryOperator.Multiply && Values.IsInteger(other)
            ? new PythonList(Slicing.Repeat(vm, Items, Values.Times(other)))
            : null;
    }

    public override object? InPlace(Interpreter vm, BinaryOperator op, object other)
    {
        if (op == BinaryOperator.Add)
        {
            Extend(vm, other);
            return this;
        }

        if (op == BinaryOperator.Multiply && Values.IsInteger(other))
        {
            var repeated = Slicing.Repeat(vm, Items, Values.Times(other));
            Items.Clear();
            Items.AddRange(repeated);
            return this;
        }

        return null;
    }

    public void Extend(Interpreter vm, object other)
    {
        var added = Iteration.ToList(vm, other);
        vm.CheckCount((long)Items.Count + added.Count);
        Items.AddRange(added);
    }

    public override string Repr(Interpreter vm) => Text.Joined(vm, this, Items, "[", "]");

    private void SetSlice(Interpreter vm, PythonSlice slice, List<object> values)
    {
        var (start, step, count) = slice.Over(Items.Count);
        vm.Spend((Items.Count + values.Count) >> 4);
        if (step != 1)
        {
            if (values.Count != count)
            {
                throw PythonError.Value(
                    $"attempt to assign sequence of size {values.Count} to extended slice of size {count}");
            }

            for (var i = 0; i < count; i++)
            {
                Items[(int)(start + (i * step))] = values[i];
            }

            return;
        }

        vm.CheckCount(Items.Count - count + values.Count);
        Items.RemoveRange((int)start, (int)count);
        Items.InsertRange((int)start, values);
    }
}
