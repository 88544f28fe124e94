using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Functions;

namespace WorkflowEngine.Expressions.Templates;

/// <summary><c>name(a, b=c)</c>: a macro, a function of templates such as <c>range</c>, or a function of the expression language.</summary>
internal sealed class TemplateCallNode(string name, TemplateArguments arguments, int start, int end)
    : ExpressionNode(start, end, arguments.Height + 1)
{
    private readonly BuiltIn? _builtIn = BuiltIns.Find(name);

    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        if (!arguments.TryEvaluate(ref evaluation, out var call))
        {
            value = default;
            return false;
        }

        if (((TemplateRun)evaluation.Scope).TryCall(ref evaluation, this, name, call, out value) is { } handled)
        {
            return handled || evaluation.At(this);
        }

        return CallBuiltIn(ref evaluation, call, out value) || evaluation.At(this);
    }

    private bool CallBuiltIn(ref Evaluation evaluation, TemplateCall call, out ExpressionValue value)
    {
        value = default;
        if (_builtIn is null)
        {
            return evaluation.Fail(ExpressionCodes.UnknownFunction, $"No function or macro named '{name}' is known here.");
        }

        if (call.Named.Length > 0 || call.Values.Length < _builtIn.Fewest || call.Values.Length > _builtIn.Most)
        {
            var given = call.Named.Length > 0 ? "without names" : $"not {call.Values.Length}";
            return evaluation.Fail(ExpressionCodes.ArgumentCount, $"'{name}' takes {_builtIn.Arity}, {given}.");
        }

        if (!_builtIn.Body(ref evaluation, call.Values, out value))
        {
            return false;
        }

        value = Array.Exists(call.Values, argument => argument.IsSecret) ? value.AsSecret() : value;
        return true;
    }
}
