using Microsoft.Extensions.Options;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Hosting;
using WorkflowEngine.InMemory;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Hosting;

public sealed class EngineStartTests
{
    [Fact]
    public async Task Without_a_store_the_start_fails_and_says_what_to_call() =>
        (await FailureOf<WorkflowEngineException>(_ => { })).Message.Should().Contain("no store").And.Contain("UseSqlite").And.Contain("UseInMemory");

    [Fact]
    public async Task With_two_stores_the_start_fails_and_says_what_to_do() =>
        (await FailureOf<WorkflowEngineException>(engine => engine.UseInMemory().UseInMemory())).Message
            .Should().Contain("2 stores").And.Contain("exactly one");

    [Fact]
    public async Task All_mistakes_in_the_options_are_reported_at_once()
    {
        var failure = await FailureOf<OptionsValidationException>(engine => engine.UseInMemory().Configure(options =>
        {
            options.LeaseDuration = TimeSpan.FromMilliseconds(999);
            options.PollInterval = TimeSpan.Zero;
            options.MaxConcurrentJobs = 0;
            options.WorkspaceRoot = "relative";
            options.Labels.Add(" ");
        }));

        failure.Failures.Should().HaveCount(5);
        failure.Message.Should().Contain("LeaseDuration is from 1 second").And.Contain("PollInterval").And.Contain("MaxConcurrentJobs")
            .And.Contain("WorkspaceRoot is an absolute path").And.Contain("Labels");
    }

    private static async Task<TException> FailureOf<TException>(Action<IWorkflowEngineBuilder> configure)
        where TException : Exception
    {
        var start = () => RunningEngine.StartAsync(configure);
        return (await start.Should().ThrowExactlyAsync<TException>()).Which;
    }
}
