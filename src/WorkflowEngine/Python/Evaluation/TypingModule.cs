namespace WorkflowEngine.Python.Evaluation;

/// <summary>The modules "typing" and "__future__", which mean nothing when the program runs.</summary>
internal static class TypingModule
{
    public static PythonModuleObject Module { get; } = new("typing", Make());

    public static PythonModuleObject Future { get; } = new("__future__", new Dictionary<string, object> { ["annotations"] = Values.None });

    private static Dictionary<string, object> Make()
    {
        var table = new Dictionary<string, object>(StringComparer.Ordinal) { ["TYPE_CHECKING"] = Values.False };
        string[] names =
        [
            "Any", "Optional", "Union", "List", "Dict", "Set", "Tuple", "FrozenSet", "Sequence", "Mapping", "Iterable", "Iterator", "Callable",
            "Literal", "Final", "ClassVar", "Type", "NoReturn", "Awaitable", "Annotated", "Self", "TypeAlias", "Generator", "Coroutine",
            "MutableMapping", "TypedDict", "NamedTuple", "Protocol", "Generic",
        ];
        foreach (var name in names)
        {
            table[name] = PythonClass.Builtin(name, BuiltinTypes.Object, null);
        }

        table["cast"] = new BuiltinFunction("cast", (_, arguments) => arguments.Take("cast", 2, 2)[1]);
        table["TypeVar"] = new BuiltinFunction("TypeVar", (_, _) => table["Any"]);
        return table;
    }
}
