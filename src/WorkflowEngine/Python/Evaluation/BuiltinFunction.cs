namespace WorkflowEngine.Python.Evaluation;

/// <summary>A function that the evaluator or a host provides.</summary>
internal sealed class BuiltinFunction(string name, Func<Interpreter, Arguments, object> body) : PythonObject
{
    public string Name { get; } = name;

    public override string TypeName => "builtin_function_or_method";

    public override bool IsCallable => true;

    public override object Call(Interpreter vm, Arguments arguments) => body(vm, arguments);

    public override object? GetAttribute(Interpreter vm, string name) => name is "__name__" or "__qualname__" ? Name : null;

    public override string Repr(Interpreter vm) => $"<built-in function {Name}>";
}
