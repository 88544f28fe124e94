namespace WorkflowEngine.Python.Evaluation;

/// <summary>A raised or raisable object.</summary>
internal sealed class ExceptionInstance(PythonClass type, object[] arguments) : PythonInstance(type)
{
    public object[] Arguments { get; set; } = arguments;

    public object? Cause { get; set; }

    public List<TracePoint> Trace { get; } = [];

    public override object? GetAttribute(Interpreter vm, string name) => name switch
    {
        "args" => new PythonTuple(Arguments),
        "value" when Class.IsSubclassOf(ExceptionTypes.StopIteration) => Arguments.Length > 0 ? Arguments[0] : Values.None,
        "with_traceback" => new BuiltinFunction(name, (_, _) => this),
        "add_note" => new BuiltinFunction(name, (_, _) => Values.None),
        _ => base.GetAttribute(vm, name),
    };

    public override string Repr(Interpreter vm) =>
        Class.Find("__repr__") is null ? DefaultRepr(vm) : base.Repr(vm);

    public override string Str(Interpreter vm) =>
        Class.Find("__str__") is null ? Message(vm) : base.Str(vm);

    public string DefaultRepr(Interpreter vm) => Arguments.Length == 1
        ? $"{Class.Name}({Text.Repr(vm, Arguments[0])})"
        : Class.Name + Text.Repr(vm, new PythonTuple(Arguments));

    public string Message(Interpreter vm) => Arguments.Length switch
    {
        0 => "",
        1 => Class.IsSubclassOf(ExceptionTypes.KeyError) ? Text.Repr(vm, Arguments[0]) : Text.Str(vm, Arguments[0]),
        _ => Text.Repr(vm, new PythonTuple(Arguments)),
    };
}
