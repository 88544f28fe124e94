using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Evaluation;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Planning.Plue;

/// <summary>A value that is known only when a step starts. As text it is <c>{{ ... }}</c>; the body can pass it on but not look at it.</summary>
internal sealed class Placeholder(string expression) : PythonObject
{
    private const string Hint = "Put what depends on it into a function and give that to ctx.step(...), or into the command of a step.";

    public string Expression { get; } = expression;

    public override string TypeName => "placeholder";

    public override string StandsFor => $"{{{{ {Expression} }}}}";

    public static PythonStop NotKnown(string what) =>
        new(PythonWorkflowCodes.ResultNotKnown, $"{what} is known only when the run gets there, not while it is planned.", Hint);

    public override object? GetAttribute(Interpreter vm, string name) => name switch
    {
        "strip" or "rstrip" => new BuiltinFunction(name, (_, arguments) =>
        {
            arguments.Take(name, 0, 0);
            return new Placeholder($"{Expression} | {name}");
        }),
        _ when name.StartsWith('_') => null,
        _ => throw NotKnown(),
    };

    public override string Str(Interpreter vm) => vm.Made(StandsFor);

    public override string Repr(Interpreter vm) => vm.Made($"'{StandsFor}'");

    public override string? Format(Interpreter vm, string spec) => spec.Length == 0 ? Str(vm) : throw NotKnown();

    public override object? Binary(Interpreter vm, BinaryOperator op, object other, bool reflected)
    {
        if (op != BinaryOperator.Add || (other as string ?? (other as PythonObject)?.StandsFor) is not { } text)
        {
            throw NotKnown();
        }

        return vm.Made(reflected ? text + StandsFor : StandsFor + text);
    }

    public override bool IsTrue(Interpreter vm) => throw NotKnown();

    public override bool? EqualTo(Interpreter vm, object other) => throw NotKnown();

    public override bool? Order(Interpreter vm, CompareOperator op, object other) => throw NotKnown();

    public override bool? Contains(Interpreter vm, object item) => throw NotKnown();

    public override IEnumerator<object> Iterate(Interpreter vm) => throw NotKnown();

    public override long? Length(Interpreter vm) => throw NotKnown();

    public override object? GetItem(Interpreter vm, object key) => throw NotKnown();

    public override object? Unary(Interpreter vm, UnaryOperator op) => throw NotKnown();

    public override int Hash(Interpreter vm) => throw NotKnown();

    private PythonStop NotKnown() => NotKnown($"'{Expression}'");
}
