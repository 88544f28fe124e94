using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Nodes;
using WorkflowEngine.Expressions.Templates.Filters;

namespace WorkflowEngine.Expressions.Templates;

/// <summary><c>target.name(a)</c>: a macro of an imported template, a function of <c>loop</c> or <c>self</c>, or a method of the value.</summary>
internal sealed class MethodNode(ExpressionNode target, string name, TemplateArguments arguments, int end)
    : ExpressionNode(target.Start, end, Math.Max(target.Height, arguments.Height) + 1)
{
    protected override bool EvaluateCore(ref Evaluation evaluation, out ExpressionValue value)
    {
        value = default;
        if (!arguments.TryEvaluate(ref evaluation, out var call))
        {
            return false;
        }

        if (target is NameNode owner
            && ((TemplateRun)evaluation.Scope).TryCallOf(ref evaluation, this, owner.Name, name, call, out value) is { } handled)
        {
            return handled || evaluation.At(this);
        }

        if (!target.TryEvaluate(ref evaluation, out var subject))
        {
            return false;
        }

        if (TemplateText.IsUndefined(subject))
        {
            return TemplateMemberNode.FailUndefined(ref evaluation, this, $"'{name}'");
        }

        if (call.Named.Length > 0 || TemplateMethods.Find(subject, name) is not { } method)
        {
            return evaluation.Fail(this, ExpressionCodes.UnknownFunction, $"A value of kind {ValueNames.Of(subject)} has no method '{name}' with such arguments.");
        }

        if (!method(ref evaluation, subject, new FilterArguments(Array.ConvertAll(call.Values, argument => (ExpressionValue?)argument)), out value))
        {
            return evaluation.At(this);
        }

        value = call.Values.Aggregate(value.From(subject), (result, argument) => result.From(argument));
        return true;
    }
}
