namespace WorkflowEngine.Python.Evaluation;

/// <summary>A function in a class that gets neither instance nor class.</summary>
internal sealed class StaticMethod(PythonObject function) : PythonObject
{
    public PythonObject Function { get; } = function;

    public override string TypeName => "staticmethod";

    public override bool IsCallable => true;

    public override object Call(Interpreter vm, Arguments arguments) => Function.Call(vm, arguments);
}
