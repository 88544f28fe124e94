using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Planning.Plue;

/// <summary>A call that only describes something: a trigger such as <c>push(branches=[...])</c>, or a type such as <c>optional(str)</c>.</summary>
internal sealed class MarkedCall(string name, Arguments arguments) : PythonObject
{
    public string Name { get; } = name;

    public Arguments Arguments { get; } = arguments;

    public override string TypeName => Name;

    /// <summary>Nothing is in it; <c>list(optional(str))</c> asks all the same.</summary>
    public override IEnumerator<object> Iterate(Interpreter vm) => Enumerable.Empty<object>().GetEnumerator();

    public override string Repr(Interpreter vm) => $"<{Name}>";
}
