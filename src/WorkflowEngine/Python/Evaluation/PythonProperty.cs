namespace WorkflowEngine.Python.Evaluation;

/// <summary>An attribute of a class that functions read and write.</summary>
internal sealed class PythonProperty(object? getter, object? setter) : PythonObject
{
    public override string TypeName => "property";

    public object Get(Interpreter vm, object self) =>
        getter is null ? throw PythonError.Attribute("property has no getter") : vm.Call(getter, self);

    public void Set(Interpreter vm, object self, string name, object value)
    {
        if (setter is null)
        {
            throw PythonError.Attribute($"property '{name}' of '{Types.NameOf(self)}' object has no setter");
        }

        vm.Call(setter, self, value);
    }

    public override object? GetAttribute(Interpreter vm, string name) => name switch
    {
        "setter" => new BuiltinFunction(name, (_, arguments) => new PythonProperty(getter, arguments.Take(name, 1, 1)[0])),
        "getter" => new BuiltinFunction(name, (_, arguments) => new PythonProperty(arguments.Take(name, 1, 1)[0], setter)),
        _ => null,
    };
}
