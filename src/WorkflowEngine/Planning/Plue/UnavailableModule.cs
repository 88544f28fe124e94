using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Evaluation;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Planning.Plue;

/// <summary>
/// Stands for a module that is not provided, and for what is imported from it. A file may import it for functions that python3 runs; using
/// it while a run is planned is refused where it is used.
/// </summary>
internal sealed class UnavailableModule(string name) : PythonObject
{
    public const string Hint = "Use it in a function and give that to ctx.step(...), which runs it with python3.";

    public override string TypeName => "module";

    public override bool IsCallable => true;

    public override object? GetAttribute(Interpreter vm, string attribute) =>
        attribute.StartsWith('_') ? null : new UnavailableModule($"{name}.{attribute}");

    public override object Call(Interpreter vm, Arguments arguments) => throw Refused();

    public override bool IsTrue(Interpreter vm) => throw Refused();

    public override IEnumerator<object> Iterate(Interpreter vm) => throw Refused();

    public override object? GetItem(Interpreter vm, object key) => throw Refused();

    public override object? Binary(Interpreter vm, BinaryOperator op, object other, bool reflected) => throw Refused();

    public override string Repr(Interpreter vm) => $"<module '{name}'>";

    public override string Str(Interpreter vm) => throw Refused();

    private PythonStop Refused() => new(PythonRunCodes.ForbiddenImport, $"'{name}' cannot be used while a run is planned.", Hint);
}
