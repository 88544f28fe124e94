using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Tests.Support;

/// <summary>Short ways to write the jobs of a test.</summary>
internal static class TestJobs
{
    public static JobDefinition Job(string name, params string[] needs) => new() { Name = name, Needs = needs };

    public static JobDefinition When(this JobDefinition job, string condition) => job with
    {
        Condition = JobCondition.FromName(condition) ?? If(condition),
    };

    /// <summary>Makes one instance per number from 0.</summary>
    public static JobDefinition FanOut(this JobDefinition job, int count) => job with
    {
        ForEach = new ForEachDefinition([.. Enumerable.Range(0, count).Select(item => JsonSerializer.SerializeToElement(item))]),
    };

    public static JobDefinition MayFail(this JobDefinition job) => job with { AllowFailure = true };

    public static JobDefinition Retrying(this JobDefinition job, int count) => job with { Retry = new RetryPolicy { Count = count } };

    private static JobCondition If(string text)
    {
        var diagnostics = new List<Diagnostic>();
        Expression.TryParse(text, new SourcePosition(1, 1), diagnostics, out var expression)
            .Should().BeTrue(string.Join("; ", diagnostics));
        return JobCondition.If(expression!);
    }
}
