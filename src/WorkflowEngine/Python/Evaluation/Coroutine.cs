namespace WorkflowEngine.Python.Evaluation;

/// <summary>A call of an async function that runs when it is awaited.</summary>
internal sealed class Coroutine(FunctionCode code, Frame frame) : PythonObject
{
    private bool _started;

    public override string TypeName => "coroutine";

    public override object? Await(Interpreter vm)
    {
        if (_started)
        {
            throw PythonError.Make(ExceptionTypes.RuntimeError, "cannot reuse already awaited coroutine");
        }

        _started = true;
        return PythonFunction.Run(vm, code, frame);
    }

    public override string Repr(Interpreter vm) => $"<coroutine object {code.QualifiedName}>";
}
