using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

internal sealed class PythonTuple(object[] items) : PythonObject
{
    public static PythonTuple Empty { get; } = new([]);

    public object[] Items { get; } = items;

    public override string TypeName => "tuple";

    public override IEnumerator<object> Iterate(Interpreter vm) => ((IEnumerable<object>)Items).GetEnumerator();

    public override long? Length(Interpreter vm) => Items.Length;

    public override object? GetItem(Interpreter vm, object key)
    {
        if (key is PythonSlice slice)
        {
            var (start, step, count) = slice.Over(Items.Length);
            vm.Collection(count);
            return new PythonTuple([.. Slicing.Take(Items, start, step, count)]);
        }

        return Items[Slicing.Index(key, Items.Length, "tuple")];
    }

    public override bool? Contains(Interpreter vm, object item)
    {
        foreach (var element in Items)
        {
            vm.Step();
            if (ReferenceEquals(element, item) || Comparison.AreEqual(vm, element, item))
            {
                return true;
            }
        }

        return false;
    }

    public override bool? EqualTo(Interpreter vm, object other) =>
        other is PythonTuple tuple ? Comparison.AreEqual(vm, Items, tuple.Items) : null;

    public override bool? Order(Interpreter vm, CompareOperator op, object other) =>
        other is PythonTuple tuple ? Comparison.Order(vm, op, Items, tuple.Items) : null;

    public override int Hash(Interpreter vm)
    {
        Interpreter.EnsureStack();
        vm.Spend(Items.Length >> 2);
        var hash = new HashCode();
        foreach (var item in Items)
        {
            hash.Add(Comparison.HashOf(vm, item));
        }

        return hash.ToHashCode();
    }

    public override object? Binary(Interpreter vm, BinaryOperator op, object other, bool reflected)
    {
        if (op == BinaryOperator.Add && !reflected)
        {
            if (other is not PythonTuple tuple)
            {
                return other is PythonInstance
                    ? null
                    : throw PythonError.Type($"can only concatenate tuple (not \"{Types.NameOf(other)}\") to tuple");
            }

            vm.Collection(Items.Length + (long)tuple.Items.Length);
            return new PythonTuple([.. Items, .. tuple.Items]);
        }

        return op == BinaryOperator.Multiply && Values.IsInteger(other)
            ? new PythonTuple([.. Slicing.Repeat(vm, Items, Values.Times(other))])
            : null;
    }

    public override string Repr(Interpreter vm) => Text.Joined(vm, this, Items, "(", Items.Length == 1 ? ",)" : ")");
}
