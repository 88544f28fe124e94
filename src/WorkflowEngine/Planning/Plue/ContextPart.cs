using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Planning.Plue;

/// <summary>A part of the context with attributes of its own, such as <c>ctx.git</c>.</summary>
internal sealed class ContextPart(string name, Func<string, object?> find, string? text = null) : PythonObject
{
    public override string TypeName => name;

    public override string? StandsFor => text;

    public override object? GetAttribute(Interpreter vm, string attribute) => find(attribute);

    public override string Repr(Interpreter vm) => text ?? $"<{name}>";

    public override string? Format(Interpreter vm, string spec) => spec.Length == 0 ? Str(vm) : null;
}
