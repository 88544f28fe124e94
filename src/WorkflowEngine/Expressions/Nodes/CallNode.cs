using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Functions;

namespace WorkflowEngine.Expressions.Nodes;

/// <summary><c>name(a, b)</c> and <c>a | name(b)</c>. A function of the scope comes before a built-in of the same name.</summary>
internal sealed class CallNode(string name, ExpressionNode[] arguments, int start, int end, int height) : ExpressionNode(start, end, height)
{
    private readonly BuiltIn? _builtIn = BuiltIns.Find(name);

    public string Name { get; } = name;

    public IReadOnlyList<ExpressionNode> Arguments => arguments;

    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        if (arguments.Length > ArgumentBuffer.Capacity)
        {
            return Call(ref evaluation, new ExpressionValue[arguments.Length], out value);
        }

        var buffer = new ArgumentBuffer();
        return Call(ref evaluation, buffer[..arguments.Length], out value);
    }

    private bool Call(ref Evaluation evaluation, Span<ExpressionValue> values, out ExpressionValue value)
    {
        value = default;
        var isSecret = false;
        for (var i = 0; i < values.Length; i++)
        {
            if (!arguments[i].TryEvaluate(ref evaluation, out values[i]))
            {
                return false;
            }

            isSecret |= values[i].IsSecret;
        }

        if (!evaluation.Scope.TryCall(Name, values, out value) && !CallBuiltIn(ref evaluation, values, out value))
        {
            return evaluation.At(this);
        }

        value = isSecret ? value.AsSecret() : value;
        return true;
    }

    private bool CallBuiltIn(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> values, out ExpressionValue value)
    {
        value = default;
        if (_builtIn is null)
        {
            return evaluation.Fail(ExpressionCodes.UnknownFunction, $"No function named '{Name}' is known here.");
        }

        return values.Length < _builtIn.Fewest || values.Length > _builtIn.Most
            ? evaluation.Fail(ExpressionCodes.ArgumentCount, $"'{Name}' takes {_builtIn.Arity}, not {values.Length}.")
            : _builtIn.Body(ref evaluation, values, out value);
    }
}
