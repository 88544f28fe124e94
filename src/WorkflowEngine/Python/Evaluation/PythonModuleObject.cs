namespace WorkflowEngine.Python.Evaluation;

/// <summary>A module that the program can import.</summary>
internal sealed class PythonModuleObject(string name, IReadOnlyDictionary<string, object> members) : PythonObject
{
    public string Name { get; } = name;

    public IReadOnlyDictionary<string, object> Members { get; } = members;

    public override string TypeName => "module";

    public override object? GetAttribute(Interpreter vm, string name) =>
        Members.TryGetValue(name, out var value) ? value : name == "__name__" ? Name : null;

    public override string Repr(Interpreter vm) => $"<module '{Name}'>";
}
