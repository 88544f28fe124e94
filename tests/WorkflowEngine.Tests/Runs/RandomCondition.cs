using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using static WorkflowEngine.Tests.Support.TestJobs;

namespace WorkflowEngine.Tests.Runs;

/// <summary>A condition as authors write it, and what it means said once more in plain code.</summary>
/// <param name="Text">The condition.</param>
/// <param name="AsksForStatus">Whether a job with it is still decided after a cancel.</param>
/// <param name="Evaluate">From the needs, all that came before, and whether the run is cancelled: whether the job runs; null for an error.</param>
internal sealed record RandomCondition(
    string Text, bool AsksForStatus, Func<List<ReferenceJob>, List<ReferenceJob>, bool, bool?> Evaluate)
{
    private static readonly Dictionary<JobCondition, RandomCondition> ByCondition = new(ReferenceEqualityComparer.Instance);

    public static IReadOnlyList<(RandomCondition Rule, JobCondition Written)> All { get; } =
    [
        .. new RandomCondition[]
        {
            new("all_success", false, (needs, _, cancelled) => !cancelled && needs.TrueForAll(job => job.CountsAsSuccess)),
            new("any_success", false, (needs, _, cancelled) =>
                needs.Count == 0 ? null : !cancelled && needs.Exists(job => job.CountsAsSuccess)),
            new("any_failed", false, (needs, _, cancelled) =>
                !cancelled && needs.Exists(job => job.CountsAsFailure || job.Status == WorkflowStatus.Cancelled)),
            new("always", true, (_, _, _) => true),
            new("always()", true, (_, _, _) => true),
            new("success()", true, (_, before, cancelled) => Success(before, cancelled)),
            new("failure()", true, (_, before, _) => before.Exists(job => job.CountsAsFailure)),
            new("cancelled()", true, (_, _, cancelled) => cancelled),
            new("!cancelled()", true, (_, _, cancelled) => !cancelled),
            new("success() || failure()", true, (_, before, cancelled) =>
                Success(before, cancelled) || before.Exists(job => job.CountsAsFailure)),
            new("event.name == 'push'", false, (_, before, cancelled) => Success(before, cancelled)),
            new("event.name == 'tag'", false, (_, _, _) => false),
            new("nothing == 1", false, (_, before, cancelled) => Success(before, cancelled) ? null : false),
        }.Select(Write),
    ];

    public static RandomCondition Of(JobDefinition definition) => ByCondition[definition.Condition];

    private static bool Success(List<ReferenceJob> before, bool cancelled) => !cancelled && before.TrueForAll(job => job.CountsAsSuccess);

    private static (RandomCondition, JobCondition) Write(RandomCondition rule)
    {
        // The text "always()" is also the name of the rule; written as an expression it must mean the same.
        var written = Job("job").When(rule.Text == "always()" ? "always() and true" : rule.Text).Condition;
        ByCondition[written] = rule;
        return (rule, written);
    }
}
