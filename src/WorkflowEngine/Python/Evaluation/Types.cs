using System.Numerics;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>The class of any value.</summary>
internal static class Types
{
    public static PythonClass Of(object value) => value switch
    {
        string => BuiltinTypes.Str,
        bool => BuiltinTypes.Bool,
        long or BigInteger => BuiltinTypes.Int,
        double => BuiltinTypes.Float,
        PythonInstance instance => instance.Class,
        PythonList => BuiltinTypes.List,
        PythonTuple => BuiltinTypes.Tuple,
        PythonDict => BuiltinTypes.Dict,
        PythonSet set => set.IsFrozen ? BuiltinTypes.FrozenSet : BuiltinTypes.Set,
        PythonBytes => BuiltinTypes.Bytes,
        PythonRange => BuiltinTypes.Range,
        PythonSlice => BuiltinTypes.Slice,
        PythonClass => BuiltinTypes.Type,
        DictView view => view.Class,
        PythonFunction => BuiltinTypes.Function,
        PythonProperty => BuiltinTypes.Property,
        PythonIterator => BuiltinTypes.Generator,
        PythonSingleton when ReferenceEquals(value, Values.None) => BuiltinTypes.NoneType,
        PythonObject other => BuiltinTypes.Other(other.TypeName),
        _ => BuiltinTypes.Object,
    };

    public static string NameOf(object value) => value is PythonObject other ? other.TypeName : Of(value).Name;

    public static bool IsInstance(Interpreter vm, object value, object type) => type switch
    {
        PythonClass expected => Of(value).IsSubclassOf(expected),
        PythonTuple tuple => Visited(vm, tuple).Any(item => IsInstance(vm, value, item)),
        PythonSingleton none when ReferenceEquals(none, Values.None) => ReferenceEquals(value, none),
        _ => throw PythonError.Type("isinstance() arg 2 must be a type, a tuple of types, or a union"),
    };

    public static bool IsSubclass(Interpreter vm, object type, object other) => (type, other) switch
    {
        (PythonClass, PythonTuple tuple) => Visited(vm, tuple).Any(item => IsSubclass(vm, type, item)),
        (PythonClass a, PythonClass b) => a.IsSubclassOf(b),
        (PythonClass, _) => throw PythonError.Type("issubclass() arg 2 must be a class, a tuple of classes, or a union"),
        _ => throw PythonError.Type("issubclass() arg 1 must be a class"),
    };

    // Tuples of types may be wide, and hold each other to any depth.
    private static object[] Visited(Interpreter vm, PythonTuple tuple)
    {
        Interpreter.EnsureStack();
        vm.Spend(tuple.Items.Length);
        return tuple.Items;
    }
}
