using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>What keys(), values() and items() of a dictionary return.</summary>
internal sealed class DictView(PythonDict dict, PythonClass type) : PythonObject
{
    public PythonClass Class { get; } = type;

    public override string TypeName => Class.Name;

    public override bool IsHashable => false;

    private bool IsSet => Class != BuiltinTypes.DictValues;

    public override IEnumerator<object> Iterate(Interpreter vm) => PythonDict.Walk(dict, Select);

    public object Select(object key, object value) =>
        Class == BuiltinTypes.DictKeys ? key : Class == BuiltinTypes.DictValues ? value : new PythonTuple([key, value]);

    public override long? Length(Interpreter vm) => dict.Table.Count;

    public override bool? Contains(Interpreter vm, object item)
    {
        if (Class == BuiltinTypes.DictKeys)
        {
            return dict.Table.Contains(item);
        }

        return Class == BuiltinTypes.DictItems
            ? item is PythonTuple { Items: [var key, var value] } && dict.Find(key) is { } found && Comparison.AreEqual(vm, found, value)
            : null;
    }

    public override bool? EqualTo(Interpreter vm, object other) => IsSet && AsSet(vm, other) is { } set ? ToSet(vm).EqualTo(vm, set) : null;

    public override bool? Order(Interpreter vm, CompareOperator op, object other) =>
        IsSet && AsSet(vm, other) is { } set ? ToSet(vm).Order(vm, op, set) : null;

    public override object? Binary(Interpreter vm, BinaryOperator op, object other, bool reflected)
    {
        if (!IsSet || op is not (BinaryOperator.BitAnd or BinaryOperator.BitOr or BinaryOperator.BitXor or BinaryOperator.Subtract))
        {
            return null;
        }

        var mine = ToSet(vm);
        var others = PythonSet.From(vm, other);
        return reflected ? others.Binary(vm, op, mine, reflected: false) : mine.Binary(vm, op, others, reflected: false);
    }

    public override string Repr(Interpreter vm) => $"{TypeName}({Text.Repr(vm, new PythonList(Iteration.ToList(vm, this)))})";

    public PythonSet ToSet(Interpreter vm) => PythonSet.From(vm, this);

    private static PythonSet? AsSet(Interpreter vm, object other) => other switch
    {
        PythonSet set => set,
        DictView { IsSet: true } view => view.ToSet(vm),
        _ => null,
    };
}
