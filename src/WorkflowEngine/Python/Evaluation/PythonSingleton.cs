namespace WorkflowEngine.Python.Evaluation;

/// <summary>A value there is only one of, such as None.</summary>
internal sealed class PythonSingleton : PythonObject
{
    private readonly string _text;

    private PythonSingleton(string typeName, string text) => (TypeName, _text) = (typeName, text);

    public static PythonSingleton None { get; } = new("NoneType", "None");

    public static PythonSingleton Ellipsis { get; } = new("ellipsis", "Ellipsis");

    public static PythonSingleton NotImplemented { get; } = new("NotImplementedType", "NotImplemented");

    public override string TypeName { get; }

    public override bool IsTrue(Interpreter vm) => !ReferenceEquals(this, None);

    public override string Repr(Interpreter vm) => _text;
}
