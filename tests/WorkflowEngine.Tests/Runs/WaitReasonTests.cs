using WorkflowEngine.Runs;
using static WorkflowEngine.Tests.Support.TestJobs;

namespace WorkflowEngine.Tests.Runs;

public sealed class WaitReasonTests
{
    [Fact]
    public void A_blocked_job_waits_for_the_first_need_that_has_not_ended()
    {
        var run = TestRun.Start(Job("a"), Job("fan").FanOut(2), Job("job", "a", "fan"));

        TextOf(run, "job").Should().Be("waiting on a");
        run.Succeed("a", "fan[0]");

        TextOf(run, "job").Should().Be("waiting on fan[1]");
    }

    [Fact]
    public void Behind_needs_that_were_cancelled_it_names_what_still_runs()
    {
        var run = TestRun.Start(
            Job("done"), Job("build", "done"), Job("test", "build"), Job("pack", "test"), Job("clean", "done", "pack").When("always"));
        run.Succeed("done");
        run.Begin("build");
        run.Cancel();

        TextOf(run, "clean").Should().Be("waiting on build");
    }

    [Fact]
    public void A_job_that_waits_for_nobody_has_no_such_reason()
    {
        var run = TestRun.Start(Job("a"), Job("b", "a"));
        run.Succeed("a");

        TextOf(run, "a").Should().BeNull();
        TextOf(run, "b").Should().BeNull();
    }

    private static string? TextOf(TestRun run, string label) =>
        WaitReason.Of(run.State.Graph, run.State.Jobs.ToArray(), run[label].Index)?.Text;
}
