namespace WorkflowEngine.Python.Evaluation;

/// <summary>A function taken from an instance, which becomes its first argument.</summary>
internal sealed class BoundMethod(object self, PythonObject function) : PythonObject
{
    public override string TypeName => "method";

    public override bool IsCallable => true;

    public override object Call(Interpreter vm, Arguments arguments) => function.Call(vm, arguments.Prepend(self));

    public override object? GetAttribute(Interpreter vm, string name) => function.GetAttribute(vm, name);

    public override bool? EqualTo(Interpreter vm, object other) =>
        other is BoundMethod method ? ReferenceEquals(Self, method.Self) && ReferenceEquals(Function, method.Function) : null;

    public override int Hash(Interpreter vm) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Function);

    public override string Repr(Interpreter vm) =>
        $"<bound method {(function as PythonFunction)?.Code.QualifiedName} of {Text.Repr(vm, self)}>";

    private object Self => self;

    private PythonObject Function => function;
}
