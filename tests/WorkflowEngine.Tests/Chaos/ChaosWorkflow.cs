using WorkflowEngine.Definitions;

namespace WorkflowEngine.Tests.Chaos;

/// <summary>Twelve jobs: a fan, two diamonds, all four conditions, a failure that is allowed and a job that is tried again.</summary>
internal static class ChaosWorkflow
{
    public const string Ref = "chaos";

    public static WorkflowDefinition In(Scope scope) => new()
    {
        Scope = scope,
        Ref = Ref,
        Jobs =
        [
            Job("checkout"),
            Job("lint", "checkout") with { AllowFailure = true },
            Job("build-a", "checkout"),
            Job("build-b", "checkout"),
            Job("build-c", "checkout"),
            Job("test-a", "build-a", "build-b") with { Retry = new RetryPolicy { Count = 2, Delay = TimeSpan.FromMilliseconds(40) } },
            Job("test-b", "build-b", "build-c") with { Condition = JobCondition.AnySuccess },
            Job("merge", "test-a", "test-b"),
            Job("rescue", "build-a", "build-b", "build-c") with { Condition = JobCondition.AnyFailed },
            Job("package", "merge", "lint"),
            Job("report", "package", "rescue") with { Condition = JobCondition.Always },
            Job("notify", "lint", "report") with { Condition = JobCondition.AnySuccess, Priority = 5 },
        ],
    };

    public static JobDefinition Job(string name, params string[] needs) => new()
    {
        Name = name,
        Needs = needs,
        Steps = [new StepDefinition { Id = "work", Kind = StepKind.Action, Uses = "work" }],
    };
}
