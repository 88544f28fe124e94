namespace WorkflowEngine.Python.Evaluation;

/// <summary>A function in a class that gets the class as its first argument.</summary>
internal sealed class ClassMethod(PythonObject function) : PythonObject
{
    public PythonObject Function { get; } = function;

    public override string TypeName => "classmethod";
}
