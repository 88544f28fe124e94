using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;

namespace WorkflowEngine.Tests.Parsing;

public sealed class DefinitionValidatorTests
{
    [Fact]
    public void A_small_workflow_from_code_is_fine() => Findings(Workflow(Job("a"), Job("b", "a"))).Should().BeEmpty();

    [Fact]
    public void All_problems_are_found_at_once() =>
        Findings(Workflow(Job("a", "a"), Job("a"), Job("", "x"), Job("y") with { Steps = [] }) with { Ref = "a\\b" }).Should().Equal(
            "error WF4101: The ref of the workflow, 'a\\b', has a slash.",
            "error WF4101: The name of the job '' is empty.",
            "error WF4103: The job 'y' has no steps.",
            "error WF4106: Two jobs have the name 'a'.",
            "error WF4109: The job 'a' needs itself.",
            "error WF4108: The job '' needs 'x', which is not a job of this workflow. (Did you mean 'a'?)");

    [Fact]
    public void A_finding_points_at_the_job_when_nothing_nearer_is_known()
    {
        var job = Job("a", "b") with { Span = SourceSpan.At(3, 5) };

        DefinitionValidator.Validate(Workflow(job)).Single().Span.Should().Be(job.Span);
    }

    [Fact]
    public void Each_circle_is_named_once() =>
        Findings(Workflow(Job("a", "b"), Job("b", "c", "a"), Job("c", "a"), Job("d", "e", "a"), Job("e", "d"), Job("f", "e"))).Should().Equal(
            "error WF4110: Jobs need each other in a circle: 'a' -> 'b' -> 'a'.",
            "error WF4110: Jobs need each other in a circle: 'd' -> 'e' -> 'd'.");

    [Fact]
    public void A_long_circle_is_shortened()
    {
        var jobs = Enumerable.Range(0, 100).Select(number => Job($"j{number}", $"j{(number + 1) % 100}")).ToArray();

        Findings(Workflow(jobs)).Single().Should().EndWith(
            "circle: 'j0' -> 'j1' -> 'j2' -> 'j3' -> 'j4' -> 'j5' -> 'j6' -> 'j7' -> 'j8' -> 'j9' -> 'j10' -> ... (88 more) -> 'j99' -> 'j0'.");
    }

    [Fact]
    public void Step_circles_are_found_as_well()
    {
        var job = Job("a") with { Steps = [Step("x") with { DependsOn = ["y"] }, Step("y") with { DependsOn = ["x"] }] };

        Findings(Workflow(job)).Should().Equal("error WF4114: Steps depend on each other in a circle: 'x' -> 'y' -> 'x'.");
    }

    [Fact]
    public void Too_many_jobs_and_steps_are_counted()
    {
        var jobs = Enumerable.Range(0, 1001).Select(number => Job($"j{number}")).ToArray();
        jobs[0] = jobs[0] with { Steps = [.. Enumerable.Range(0, 1001).Select(number => Step($"s{number}"))] };

        Findings(Workflow(jobs)).Should().Equal(
            "error WF4104: The workflow has 1001 jobs; at most 1000 are possible.",
            "error WF4105: The job 'j0' has 1001 steps; at most 1000 are possible.");
    }

    [Fact]
    public void Steps_inside_parallel_ones_count()
    {
        var children = Enumerable.Range(0, 1000).Select(number => Step($"s{number}")).ToList();
        var job = Job("a") with { Steps = [new StepDefinition { Id = "p", Kind = StepKind.Parallel, Steps = children }] };

        Findings(Workflow(job)).Should().Equal("error WF4105: The job 'a' has 1001 steps; at most 1000 are possible.");
    }

    [Fact]
    public void A_fan_out_beyond_the_size_of_a_run_is_refused()
    {
        var item = JsonDocument.Parse("1").RootElement;
        var job = Job("a") with { ForEach = new([.. Enumerable.Repeat(item, 10_000)]) };

        Findings(Workflow(job)).Should().BeEmpty();
        Findings(Workflow(job, Job("b"))).Should().Equal(
            "error WF4123: A run would have 10001 jobs; at most 10000 are possible. (Shorten the lists of 'for_each'.)");
    }

    [Fact]
    public void Names_have_at_most_255_characters()
    {
        Findings(Workflow(Job(new string('a', 255)))).Should().BeEmpty();
        Findings(Workflow(Job(new string('a', 256)))).Single().Should()
            .Be($"error WF4101: The name of the job '{new string('a', 60)}...' has more than 255 characters.");
    }

    [Fact]
    public void A_retry_from_code_is_checked_as_well()
    {
        var retry = new RetryPolicy { Count = 1, Jitter = double.NaN, Backoff = (RetryBackoff)9, Delay = TimeSpan.MaxValue };

        Findings(Workflow(Job("a") with { Retry = retry })).Should().Equal(
            "error WF4116: The delay of a retry is from 0 to 7 days.",
            "error WF4116: The jitter of a retry is from 0 to 1.",
            "error WF4116: The backoff of a retry is constant, linear or exponential.");
    }

    [Fact]
    public void A_trigger_needs_its_event_and_a_schedule_its_time()
    {
        TriggerDefinition[] triggers = [new() { Event = "" }, new() { Event = "schedule" }, new() { Event = "schedule", Cron = "0 0 * * *" }];

        Findings(Workflow(Job("a")) with { Triggers = triggers }).Should().Equal(
            "error WF4126: The event of a trigger is empty.", "error WF4126: A schedule needs a cron expression.");
    }

    [Fact]
    public void A_python_step_needs_its_function() =>
        Findings(Workflow(Job("a") with { Steps = [new StepDefinition { Id = "s", Kind = StepKind.Python }] })).Should().Equal(
            "error WF4119: The step 's' has no function.");

    [Fact]
    public void A_chain_of_100000_jobs_is_checked_without_recursion_in_linear_time()
    {
        var jobs = new JobDefinition[100_000];
        for (var index = 0; index < jobs.Length; index++)
        {
            jobs[index] = Job($"j{index}", $"j{(index + 1) % jobs.Length}");
        }

        var clock = Stopwatch.StartNew();
        Findings(Workflow(jobs)).Should().HaveCount(2);
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Random_graphs_have_a_circle_exactly_when_they_cannot_be_ordered()
    {
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            var size = random.Next(2, 9);
            var edges = Enumerable.Range(0, size)
                .Select(node => Enumerable.Range(0, size).Where(target => target != node && random.Next(6) == 0).ToArray())
                .ToList();

            var cycles = DependencyCycles.Find(edges);

            (cycles.Count == 0).Should().Be(CanBeOrdered(edges));
            foreach (var cycle in cycles)
            {
                cycle.Should().OnlyHaveUniqueItems();
                cycle.Select((node, index) => edges[node].Contains(cycle[(index + 1) % cycle.Count])).Should().OnlyContain(isEdge => isEdge);
            }
        }
    }

    [Fact]
    public void No_two_findings_share_a_code()
    {
        var codes = typeof(Diagnostic).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(Diagnostic).Namespace && type.Name.EndsWith("Codes", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => field.GetRawConstantValue());

        codes.Should().OnlyHaveUniqueItems();
    }

    private static bool CanBeOrdered(List<int[]> edges)
    {
        var done = new HashSet<int>();
        while (Enumerable.Range(0, edges.Count).FirstOrDefault(node => !done.Contains(node) && edges[node].All(done.Contains), -1) is >= 0 and var next)
        {
            done.Add(next);
        }

        return done.Count == edges.Count;
    }

    private static List<string> Findings(WorkflowDefinition definition) =>
        [.. DefinitionValidator.Validate(definition).Select(diagnostic => diagnostic.ToString()["-: ".Length..])];

    private static WorkflowDefinition Workflow(params JobDefinition[] jobs) => new() { Ref = "ci", Jobs = jobs };

    private static JobDefinition Job(string name, params string[] needs) => new() { Name = name, Needs = needs, Steps = [Step("s")] };

    private static StepDefinition Step(string id) => new() { Id = id, Run = "make" };
}
