using System.Diagnostics;
using System.Text;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Hosting;
using WorkflowEngine.InMemory;
using WorkflowEngine.Planning.Plue;
using WorkflowEngine.Runs;
using WorkflowEngine.Tests.Python.Fuzz;
using WorkflowEngine.Tests.Support;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Planning;

/// <summary>Events that start workflows whose jobs depend on them, in a running engine.</summary>
[Collection(nameof(TimedTests))]
public sealed class EventPlanTests
{
    private static readonly Scope Scope = new("acme/shop");

    [Fact]
    public async Task The_run_is_planned_for_the_event_that_happened()
    {
        await using var engine = await StartAsync("""
            @workflow(triggers=[push()])
            def f(ctx):
                print("for", ctx.event.branch)
                if ctx.event.branch != "release":
                    return
                ctx.run(name="release", cmd="true")
            """);
        var skipped = await RunAsync(engine, "refs/heads/main");
        skipped.Run.Status.Should().Be(WorkflowStatus.Skipped);
        skipped.Run.Reason!.Code.Should().Be(ReasonCodes.NoJobs);
        skipped.Plan.Log.Should().Be("for main\n");
        var released = await RunAsync(engine, "refs/heads/release");
        released.Run.Status.Should().Be(WorkflowStatus.Success);
        released.Jobs.Should().ContainSingle();
        var again = await RunAsync(engine, "refs/heads/release");
        again.Run.PlanHash.Should().Be(released.Run.PlanHash);
    }

    [Fact]
    public async Task A_plan_that_fails_is_a_failed_run_that_says_where()
    {
        await using var engine = await StartAsync("""
            @workflow(triggers=[push()])
            def f(ctx):
                print("before")
                if ctx.event.branch == "bad":
                    raise ValueError("no such branch")
                ctx.run("true")
            """);
        var failed = await RunAsync(engine, "refs/heads/bad");
        failed.Run.Status.Should().Be(WorkflowStatus.Failure);
        failed.Run.Reason.Should().Be(new StatusReason(
            ReasonCodes.PlanFailed, ".plue/workflows/ci.py:5:9: error WF1201: ValueError: no such branch"));
        failed.Plan.Log.Should().Be("before\n");
        (await RunAsync(engine, "refs/heads/good")).Run.Status.Should().Be(WorkflowStatus.Success);
    }

    [Fact]
    public void A_plan_is_made_once_for_all_events_that_agree_on_what_was_read()
    {
        var planner = new PluePlanner(WorkflowEngine.Python.Evaluation.PythonLimits.Default);
        var definition = Read("""
            @workflow(triggers=[push()])
            def f(ctx):
                ctx.run(f"echo {ctx.ref}")
            """);
        var first = new WorkflowEvent { Scope = Scope, Name = "push", Ref = "refs/heads/a", Sha = "1" };
        var plan = planner.Plan(definition, first);
        plan.Facts.Keys.Should().Equal("ref");
        EventFacts.Agree(plan.Facts, first with { Sha = "2", Actor = "someone" }).Should().BeTrue();
        EventFacts.Agree(plan.Facts, first with { Ref = "refs/heads/b" }).Should().BeFalse();
    }

    public static TheoryData<string> HostileBodies => [.. HostileBody.All];

    [Theory]
    [MemberData(nameof(HostileBodies))]
    public async Task A_hostile_body_ends_soon_with_little_memory_while_others_are_served(string body)
    {
        await using var engine = await StartAsync(HostileBody.File(body));
        await RunAsync(engine, "refs/heads/main");
        var watch = Stopwatch.StartNew();
        var hostile = Task.Run(() => RunAsync(engine, "refs/heads/bad"));
        var served = await RunAsync(engine, "refs/heads/other");
        served.Run.Status.Should().Be(WorkflowStatus.Success);
        var failed = await hostile;

        // A fraction of a second on a machine that has nothing else to do.
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(8));
        failed.Run.Status.Should().Be(WorkflowStatus.Failure, failed.Plan.Log);
        failed.Run.Reason!.Code.Should().Be(ReasonCodes.PlanFailed);
        failed.Run.Reason.Text.Should().Contain(".plue/workflows/ci.py:");
        (GC.GetTotalMemory(forceFullCollection: true) / 1_000_000).Should().BeLessThan(64 + 200);
    }

    private static WorkflowDefinition Read(string text)
    {
        var result = PlueFile.Read(Encoding.UTF8.GetBytes(text), ".plue/workflows/ci.py", Scope);
        result.Diagnostics.Where(diagnostic => diagnostic.IsError).Should().BeEmpty();
        return result.Definitions[0];
    }

    private static async Task<RunningEngine> StartAsync(string text)
    {
        var result = PlueFile.Read(Encoding.UTF8.GetBytes(text), ".plue/workflows/ci.py", Scope);
        result.Diagnostics.Where(diagnostic => diagnostic.IsError).Should().BeEmpty();
        return await RunningEngine.StartAsync(engine =>
        {
            engine.UseInMemory();
            foreach (var definition in result.Definitions)
            {
                engine.AddWorkflow(definition);
            }
        });
    }

    private static async Task<RunDetails> RunAsync(RunningEngine engine, string reference)
    {
        var result = await engine.Client.DispatchAsync(new WorkflowEvent
        {
            Scope = Scope,
            Name = "push",
            Ref = reference,
            Sha = "abc",
            Payload = System.Text.Json.JsonElement.Parse("""{"text":"aaaa"}"""),
        });
        var run = await engine.Client.WaitAsync(result.Runs.Should().ContainSingle().Subject.Id);
        return (await engine.Client.GetAsync(run!.Id))!;
    }
}
