namespace WorkflowEngine.Python.Evaluation;

/// <summary>A method of a built-in value, taken from it.</summary>
internal sealed class BoundBuiltin(string name, object self, BuiltinMethod method) : PythonObject
{
    public override string TypeName => "builtin_function_or_method";

    public override bool IsCallable => true;

    public override object Call(Interpreter vm, Arguments arguments) => method(vm, self, arguments);

    public override object? GetAttribute(Interpreter vm, string attribute) => attribute == "__name__" ? name : null;

    public override string Repr(Interpreter vm) => $"<built-in method {name} of {Types.NameOf(self)} object>";
}
