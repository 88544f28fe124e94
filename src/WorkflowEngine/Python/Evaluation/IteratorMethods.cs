namespace WorkflowEngine.Python.Evaluation;

internal static class IteratorMethods
{
    public static Dictionary<string, BuiltinMethod> Table { get; } = new(StringComparer.Ordinal)
    {
        ["close"] = (_, _, _) => Values.None,
        ["send"] = (vm, self, arguments) => ReferenceEquals(arguments.Take("send", 1, 1)[0], Values.None)
            ? ((PythonIterator)self).Next(vm) ?? throw new PythonError(new ExceptionInstance(ExceptionTypes.StopIteration, []))
            : throw new PythonStop(Diagnostics.PythonRunCodes.NotSupported, "send() with a value is not supported in workflow code."),
    };
}
