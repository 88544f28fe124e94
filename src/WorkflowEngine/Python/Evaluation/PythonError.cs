namespace WorkflowEngine.Python.Evaluation;

/// <summary>An exception of the program on its way to a handler.</summary>
internal sealed class PythonError(ExceptionInstance instance) : EvaluationException(instance.Class.Name)
{
    public ExceptionInstance Instance { get; } = instance;

    public override List<TracePoint> Trace => Instance.Trace;

    public static PythonError Type(string message) => Make(ExceptionTypes.TypeError, message);

    public static PythonError Value(string message) => Make(ExceptionTypes.ValueError, message);

    public static PythonError Index(string message) => Make(ExceptionTypes.IndexError, message);

    public static PythonError Key(object key) => new(new ExceptionInstance(ExceptionTypes.KeyError, [key]));

    public static PythonError Attribute(string message) => Make(ExceptionTypes.AttributeError, message);

    public static PythonError Name(string message) => Make(ExceptionTypes.NameError, message);

    public static PythonError ZeroDivision(string message) => Make(ExceptionTypes.ZeroDivisionError, message);

    public static PythonError Overflow(string message) => Make(ExceptionTypes.OverflowError, message);

    public static PythonError Make(PythonClass type, string message) => new(new ExceptionInstance(type, [message]));
}
