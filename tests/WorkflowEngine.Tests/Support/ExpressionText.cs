using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Tests.Support;

internal static class ExpressionText
{
    public static Expression Parse(string source)
    {
        var diagnostics = new List<Diagnostic>();
        Expression.TryParse(source, new(1, 1), diagnostics, out var expression).Should().BeTrue(string.Join("; ", diagnostics));
        return expression!;
    }

    public static Diagnostic Mistake(string source, SourcePosition? origin = null, ExpressionLimits? limits = null)
    {
        var diagnostics = new List<Diagnostic>();
        Expression.TryParse(source, origin ?? new(1, 1), diagnostics, limits ?? ExpressionLimits.Default, out _).Should().BeFalse();
        return diagnostics.Should().ContainSingle().Subject;
    }

    public static ExpressionResult Evaluate(string source, IExpressionScope scope, ExpressionLimits? limits = null) =>
        Parse(source).Evaluate(scope, limits);
}
