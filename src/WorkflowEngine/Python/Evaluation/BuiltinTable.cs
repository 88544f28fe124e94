namespace WorkflowEngine.Python.Evaluation;

/// <summary>The names that every program has, and those it must not use.</summary>
internal static class BuiltinTable
{
    private static readonly HashSet<string> Forbidden = new(StringComparer.Ordinal)
    {
        "eval", "exec", "open", "compile", "__import__", "globals", "locals", "vars", "input", "breakpoint", "__builtins__",
        "__loader__", "__spec__", "dir", "id", "memoryview", "exit", "quit", "help", "delattr",
    };

    private static readonly Dictionary<string, object> Table = Make();

    public static object? Find(string name) => Table.GetValueOrDefault(name);

    public static bool IsForbidden(string name) => Forbidden.Contains(name);

    private static Dictionary<string, object> Make()
    {
        var table = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["NotImplemented"] = PythonSingleton.NotImplemented,
            ["Ellipsis"] = PythonSingleton.Ellipsis,
            ["__name__"] = "__workflow__",
        };
        foreach (var type in ExceptionTypes.Builtin)
        {
            table[type.Name] = type;
        }

        PythonClass[] types =
        [
            BuiltinTypes.Object, BuiltinTypes.Type, BuiltinTypes.Int, BuiltinTypes.Bool, BuiltinTypes.Float, BuiltinTypes.Str, BuiltinTypes.Bytes,
            BuiltinTypes.List, BuiltinTypes.Tuple, BuiltinTypes.Dict, BuiltinTypes.Set, BuiltinTypes.FrozenSet, BuiltinTypes.Range,
            BuiltinTypes.Slice, BuiltinTypes.Property, BuiltinTypes.StaticMethod, BuiltinTypes.ClassMethod,
        ];
        foreach (var type in types)
        {
            table[type.Name] = type;
        }

        BuiltinFunctions.AddTo(table);
        IterationFunctions.AddTo(table);
        return table;
    }
}
