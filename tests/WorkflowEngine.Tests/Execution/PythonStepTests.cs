using WorkflowEngine.Definitions;
using WorkflowEngine.Execution;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Tests.Support;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Execution;

public sealed class PythonStepTests : IDisposable
{
    private readonly ExecutionRig _rig = new();
    private readonly GitRepository _repository = new();

    public PythonStepTests() => _rig.Repository = _ => _repository.Path;

    public void Dispose()
    {
        _rig.Dispose();
        _repository.Dispose();
    }

    [Fact]
    public async Task A_function_is_called_with_the_context_and_what_it_gives_is_the_output()
    {
        _rig.Event = new WorkflowEvent { Name = "push", Ref = "refs/heads/main" };
        var outcome = await RunAsync("""
            def f(ctx):
                print("hello", ctx.ref, ctx.event.type, ctx.env["CI"], ctx.env.WORKFLOW_STEP)
                return {"ref": ctx.ref, "numbers": [1, 2]}
            """);
        outcome.Outputs.Should().Be("""{"p":{"ref": "refs/heads/main", "numbers": [1, 2]}}""");
        _rig.Lines.Should().Equal("hello refs/heads/main push true p");
    }

    [Fact]
    public async Task Decorators_of_both_forms_and_triggers_mean_nothing_here()
    {
        await RunAsync("""
            from plue import workflow, push, pull_request, schedule
            from plue.prompts import CodeReview
            import plue.tools

            @workflow(name="ci", on=["push"], agent=True)
            @workflow(triggers=[push(branches=["main"]), pull_request(), schedule("* * * * *")], image="ubuntu")
            def f(ctx):
                print("called")
            """);
        _rig.Lines.Should().Equal("called");
    }

    [Fact]
    public async Task An_async_function_is_awaited_and_its_steps_are_told()
    {
        var outcome = await RunAsync("""
            import asyncio

            async def build():
                await asyncio.sleep(0)
                return 42

            def check(ctx):
                return ctx.event.type

            async def f(ctx):
                value = await ctx.step(build)
                kind = await ctx.step(check, name="check it")
                done = await ctx.run(name="shell", cmd="echo $GREETING; echo oops >&2", env={"GREETING": "hi"})
                return [value, kind, done.stdout, done.exit_code]
            """);
        outcome.Outputs.Should().Be("""{"p":[42, "push", "hi\n", 0]}""");
        Engine().Should().HaveCount(6);
        Engine()[0].Should().Be("▶ build");
        Engine()[1].Should().MatchRegex(@"^✓ build \d+\.\ds$");
        Engine()[2].Should().Be("▶ check it");
        Engine()[4].Should().Be("▶ shell");
        _rig.Lines.Should().Contain(["hi", "oops"]);
    }

    [Fact]
    public async Task A_plain_function_calls_steps_without_awaiting_them()
    {
        var outcome = await RunAsync("""
            async def slow():
                return 1

            def fast():
                return 2

            def f(ctx):
                return [ctx.step(slow), ctx.step(fast), ctx.run("one", "echo x").success]
            """);
        outcome.Outputs.Should().Be("""{"p":[1, 2, true]}""");
    }

    [Fact]
    public async Task An_exception_is_traced_in_the_log_and_named_in_the_reason()
    {
        var outcome = await RunAsync("""
            def inner():
                raise ValueError("no such thing")

            def f():
                inner()
            """);
        outcome.Reason!.Text.Should().Be("step 'p' failed: ValueError: no such thing");
        _rig.Steps[0].Reason.Should().Be(new StatusReason(ReasonCodes.Exception, "ValueError: no such thing"));
        var errors = _rig.Logs.Lines.Where(line => line.Source == LogSource.Error).Select(line => line.Text).ToList();
        errors[0].Should().Be("Traceback (most recent call last):");
        errors[1].Should().EndWith("work/.plue/workflows/ci.py\", line 5, in f");
        errors[^1].Should().Be("ValueError: no such thing");
        string.Concat(errors).Should().NotContain("shim.py");
    }

    [Fact]
    public async Task A_failed_command_fails_the_function_unless_it_is_caught()
    {
        var outcome = await RunAsync("""
            def f(ctx):
                try:
                    ctx.run(name="caught", cmd="exit 4")
                except Exception as error:
                    print(error)
                ctx.run(name="test", cmd="exit 5")
            """);
        outcome.Reason!.Text.Should().Be("step 'p' failed: RunFailed: 'test' failed: exit code 5");
        _rig.Lines.Should().Contain("'caught' failed: exit code 4");
        Engine()[1].Should().MatchRegex(@"^✗ caught \d+\.\ds: RunFailed: 'caught' failed: exit code 4$");
    }

    [Fact]
    public async Task A_function_reads_the_workspace_asks_git_and_may_fail_the_run()
    {
        var outcome = await RunAsync("""
            from plue import hash_files, cache_key

            def f(ctx):
                names = ctx.glob(".plue/**/*.py")
                first = ctx.read(names[0]).splitlines()[0]
                results = ctx.parallel([ctx.run("one", "echo 1"), ctx.run("two", "echo 2")])
                try:
                    ctx.read("/etc/hostname")
                except ValueError as error:
                    print(error)
                log = ctx.git.log(n=1).split(" ", 1)[1].strip()
                print(first, [r.stdout.strip() for r in results], log, ctx.exists("no"), len(cache_key("k", hash_files("**/*"))))
                ctx.fail("not today")
            """);
        _rig.Lines.Should().Contain("'/etc/hostname' is not inside the workspace");
        _rig.Lines.Should().Contain("from plue import hash_files, cache_key ['1', '2'] first False 2");
        outcome.Reason!.Text.Should().Be("step 'p' failed: not today");
    }

    [Theory]
    [InlineData("def g(): pass", ReasonCodes.InvalidStep, "The file has no function 'f'")]
    [InlineData("def f(:", ReasonCodes.Exception, "SyntaxError: invalid syntax (ci.py, line 1)")]
    [InlineData("import sys\ndef f(): sys.exit(3)", ReasonCodes.ExitCode, null)]
    [InlineData("import os, signal\ndef f(): os.kill(os.getpid(), signal.SIGKILL)", ReasonCodes.Signal, "killed by signal 9 (SIGKILL)")]
    [InlineData("def f(): return object", ReasonCodes.Exception, "TypeError: the function gave something that is not JSON: Object of type type is not JSON serializable")]
    [InlineData("def f(): return 'x' * 70000", ReasonCodes.InvalidStep, "The output has 70002 characters; 65536 are allowed")]
    public async Task Whatever_goes_wrong_has_a_reason(string text, string code, string? reason)
    {
        await RunAsync(text);
        _rig.Steps[0].Status.Should().Be(WorkflowStatus.Failure);
        _rig.Steps[0].Reason!.Code.Should().Be(code);
        _rig.Steps[0].Reason!.Text?.Replace($"{_rig.Root}/", "", StringComparison.Ordinal).Should().Be(reason);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        await _rig.RunAsync(new StepDefinition { Id = "p", Kind = StepKind.Python, Function = new PythonFunction("../up.py", "f") });
        _rig.Steps[0].Reason!.Code.Should().Be(ReasonCodes.StartFailed, "the repository has no commit");
        _repository.Commit("first", ("a.txt", "a"));
        using var other = new ExecutionRig { Repository = _rig.Repository };
        await other.RunAsync(
            new StepDefinition { Id = "p", Kind = StepKind.Python, Function = new PythonFunction("../up.py", "f") },
            new StepDefinition { Id = "q", Kind = StepKind.Python, Function = new PythonFunction("no.py", "f"), DependsOn = [] });
        other.Steps[0].Reason.Should().Be(new StatusReason(ReasonCodes.InvalidStep, "The file '../up.py' is not inside the workspace"));
        other.Steps[1].Reason.Should().Be(new StatusReason(ReasonCodes.InvalidStep, "The file 'no.py' does not exist in the workspace"));
    }

    [Fact]
    public async Task Modules_of_the_repository_are_found()
    {
        _repository.Commit(
            "first",
            ("tools/build.py", "NAME = 'tool'"),
            (".plue/workflows/shared.py", "NAME = 'shared'"),
            (".plue/workflows/ci.py", "from tools.build import NAME as a\nfrom shared import NAME as b\ndef f(): return a + b"));
        (await RunFileAsync()).Outputs.Should().Be("""{"p":"toolshared"}""");
    }

    [Fact]
    public async Task Cancelling_stops_the_interpreter_and_its_commands()
    {
        var fifo = _rig.MakeFifo("started");
        _repository.Commit("first", (".plue/workflows/ci.py", $"def f(ctx): ctx.run(name='wait', cmd='echo $$ > {fifo}; sleep 600')"));
        using var cancel = new CancellationTokenSource();
        var running = _rig.RunAsync(new JobDefinition { Name = "job", Steps = [Step] }, cancel.Token);
        var id = (await File.ReadAllTextAsync(fifo)).Trim();
        await cancel.CancelAsync();
        (await running).Status.Should().Be(WorkflowStatus.Cancelled);
        await ProcessAssertions.AssertGoneAsync(id);
    }

    private static StepDefinition Step =>
        new() { Id = "p", Kind = StepKind.Python, Function = new PythonFunction(".plue/workflows/ci.py", "f") };

    private Task<TaskOutcome> RunAsync(string text)
    {
        _repository.Commit("first", (".plue/workflows/ci.py", text));
        return RunFileAsync();
    }

    private Task<TaskOutcome> RunFileAsync() => _rig.RunAsync(Step);

    private List<string> Engine() => [.. _rig.Logs.Lines.Where(line => line.Source == LogSource.Engine).Select(line => line.Text)];
}
