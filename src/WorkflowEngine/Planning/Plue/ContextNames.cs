using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Planning.Plue;

/// <summary>Names that are looked up when a step starts: <c>ctx.env.NAME</c>, <c>ctx.secrets.NAME</c>.</summary>
/// <param name="kind">The kind of placeholder.</param>
/// <param name="known">The value where it is known already; null where it is not.</param>
internal sealed class ContextNames(string kind, Func<string, string?> known) : PythonObject
{
    public override string TypeName => kind;

    public override object? GetAttribute(Interpreter vm, string name) => name == "get"
        ? new BuiltinFunction("get", (_, arguments) => Value(arguments.Take("get", 1, 2)[0]))
        : name.StartsWith('_') ? null : Value(name);

    public override object? GetItem(Interpreter vm, object key) => Value(key);

    public override string Repr(Interpreter vm) => $"<{kind}>";

    private object Value(object key)
    {
        var name = PlueModules.PlaceholderText(key, kind);
        return known(name) as object ?? new Placeholder($"{kind}:{name}");
    }
}
