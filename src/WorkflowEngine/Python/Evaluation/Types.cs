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

    public static bool IsInstance(object value, object type) => type switch
    {
        PythonClass expected => Of(value).IsSubclassOf(expected),
        PythonTuple tuple => tuple.Items.Any(item => IsInstance(value, item)),
        PythonSingleton none when ReferenceEquals(none, Values.None) => ReferenceEquals(value, none),
        _ => throw PythonError.Type("isinstance() arg 2 must be a type, a tuple of types, or a union"),
    };
}
