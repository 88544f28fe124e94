namespace WorkflowEngine.Python.Evaluation;

/// <summary>The only time zone there is: timezone.utc.</summary>
internal sealed class UtcZone : PythonObject
{
    private UtcZone()
    {
    }

    public static UtcZone Instance { get; } = new();

    public override string TypeName => "timezone";

    public override string Repr(Interpreter vm) => "datetime.timezone.utc";

    public override string Str(Interpreter vm) => "UTC";
}
