namespace WorkflowEngine.Python.Evaluation;

/// <summary>The module "json".</summary>
internal static class JsonModule
{
    public static PythonModuleObject Module { get; } = new("json", new Dictionary<string, object>
    {
        ["dumps"] = new BuiltinFunction("dumps", Dumps),
        ["loads"] = new BuiltinFunction("loads", (vm, arguments) => new JsonReader(vm, arguments.Take("loads", 1, 1)[0] switch
        {
            string text => text,
            PythonBytes bytes => (string)BytesMethods.Decode(vm, bytes, Arguments.None),
            var other => throw PythonError.Type($"the JSON object must be str, bytes or bytearray, not {Types.NameOf(other)}"),
        }).Read()),
        ["JSONDecodeError"] = ExceptionTypes.JsonDecodeError,
    });

    private static string Dumps(Interpreter vm, Arguments arguments)
    {
        var options = arguments.Counted("dumps", 1, 1).Options("dumps", "indent", "sort_keys", "separators", "ensure_ascii", "default");
        return new JsonWriter(vm, options).Write(arguments[0]);
    }
}
