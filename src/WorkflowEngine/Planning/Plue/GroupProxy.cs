using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Planning.Plue;

/// <summary>What <c>ctx.step(function)</c> gives when the function's steps were planned in its place.</summary>
internal sealed class GroupProxy(string name, string function, List<PlueStep> steps, object value) : PythonObject
{
    public string Name { get; } = name;

    public string Function { get; } = function;

    public IReadOnlyList<PlueStep> Steps { get; } = steps;

    public override string TypeName => "step";

    /// <summary>The value of an await is what the function returned.</summary>
    public override object? Await(Interpreter vm) => value;

    public override object? GetAttribute(Interpreter vm, string attribute) => attribute switch
    {
        "name" => Name,
        _ when attribute.StartsWith('_') => null,
        _ when Steps is [.., var last] => new StepProxy(last).GetAttribute(vm, attribute),
        _ => null,
    };

    public override bool IsTrue(Interpreter vm) => throw Placeholder.NotKnown($"The result of '{Name}'");
}
