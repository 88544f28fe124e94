using System.Text.Json;
using WorkflowEngine.Cli.Tests.Support;

namespace WorkflowEngine.Cli.Tests.Commands;

public sealed class ReadCommandTests : IDisposable
{
    private const string Diamond = """
        name: Diamond
        description: Parts and meets
        on: {push: {branches: [main]}}
        jobs:
          build: {steps: [{name: Build, run: echo built}]}
          links: {needs: build, steps: [{name: Check, run: "echo looking; echo broken >&2; exit 3"}]}
          size: {needs: build, steps: [{name: Size, run: echo small}]}
          package: {needs: [links, size], steps: [{name: Pack, run: echo packed}]}
        """;

    private readonly CliRig _cli = new();

    [Fact]
    public async Task List_names_each_workflow_with_what_starts_it()
    {
        _cli.WithWorkflow(Diamond);

        var shown = await _cli.RunAsync("list");

        shown.ExitCode.Should().Be(0);
        shown.Out.Should().Be("""
            Diamond  ref flow
              Parts and meets
              starts on  push to main
              does       4 jobs, 4 steps
              file       .plue/workflows/flow.yaml


            """);
    }

    [Fact]
    public async Task Validate_shows_each_mistake_with_its_place_and_fails_on_errors_only()
    {
        _cli.WithWorkflow("name: A\non: push\njobs:\n  a:\n    tiemout: 3s\n    steps: [{run: echo}]\n");
        var warned = await _cli.RunAsync("validate");
        _cli.WithWorkflow("name: A\non: push\njobs:\n  a:\n    needs: b\n    steps: [{run: echo}]\n");
        var failed = await _cli.RunAsync("validate");
        var file = await _cli.RunAsync("validate", ".plue/workflows/flow.yaml", "--json");

        warned.ExitCode.Should().Be(0);
        warned.Out.Should().Contain(".plue/workflows/flow.yaml:5:5: warning WF").And.Contain("1 workflow, 0 errors, 1 warning");
        failed.ExitCode.Should().Be(1);
        failed.Out.Should().Contain(".plue/workflows/flow.yaml:5:12: error WF").And.Contain("1 workflow, 1 error, 0 warnings");
        file.ExitCode.Should().Be(1);
        Json(file).GetProperty("diagnostics")[0].GetProperty("file").GetString().Should().Be(".plue/workflows/flow.yaml");
    }

    [Fact]
    public async Task Plan_shows_what_a_file_does_for_an_event()
    {
        _cli.WithWorkflow("""
            from plue import workflow, push

            @workflow(triggers=[push()])
            def ci(ctx):
                print("planning", ctx.event.branch)
                test = ctx.run(name="test", cmd="make test")
                if ctx.event.branch == "release":
                    ctx.parallel([ctx.run("a", "make a"), ctx.run("b", "make b")])
                    ctx.trigger_job("deploy", command="make deploy")
            """, "ci.py");

        var main = await _cli.RunAsync("plan", ".plue/workflows/ci.py");
        var release = await _cli.RunAsync("plan", ".plue/workflows/ci.py", "--event", "push", "--ref", "release", "--plain");
        var json = await _cli.RunAsync("plan", ".plue/workflows/ci.py", "--json");
        var missing = await _cli.RunAsync("plan", "no.py");

        main.Out.Should().Be("""
            ci  starts on push
              default
                step_1  test  make test
              printed: planning main


            """);
        release.Out.Should().Contain("deploy  needs default").And.Contain("at the same time:").And.Contain("printed: planning release");
        Json(json).GetProperty("workflows")[0].GetProperty("steps")[0].GetProperty("config").GetProperty("data").GetProperty("cmd").GetString()
            .Should().Be("make test");
        missing.ExitCode.Should().Be(2);
    }

    [Fact]
    public async Task Plan_shows_a_mistake_with_its_line_and_a_caret()
    {
        _cli.WithWorkflow("@workflow(triggers=[push()])\ndef ci(ctx):\n    ctx.runn('x')\n", "ci.py");

        var shown = await _cli.RunAsync("plan", ".plue/workflows/ci.py");

        shown.ExitCode.Should().Be(1);
        shown.Out.Should().Contain(".plue/workflows/ci.py:3:5: error WF1201: AttributeError: 'ctx' has no attribute 'runn'. Did you mean: 'run'?")
            .And.Contain("  3 |     ctx.runn('x')").And.Contain("    |     ^^^^^^^^");
    }

    [Fact]
    public async Task Show_draws_the_graph_and_gives_every_reason()
    {
        _cli.WithWorkflow(Diamond);
        (await _cli.RunAsync("run")).ExitCode.Should().Be(1);

        var shown = await _cli.RunAsync("show", "latest");

        shown.Out.Should().Contain(" ✓ build ─┬─ ✗ links ─┬─ – package").And.Contain("          └─ ✓ size ──┘");
        shown.Out.Should().Contain("✗ Diamond #1  failure");
        shown.Lines.Should().Contain(line => line.Contains("✗ Check") && line.Contains("exit code 3"));
        shown.Lines.Should().Contain(line => line.Contains("– package") && line.Contains("skipped"));
    }

    [Fact]
    public async Task Show_says_what_a_job_waits_for()
    {
        _cli.WithWorkflow(Diamond);
        await _cli.RunAsync("trigger", "push");

        var shown = await _cli.RunAsync("show", "latest", "--plain");

        shown.Out.Should().Contain(" . build -+- . links -+- . package");
        shown.Lines.Should().Contain(line => line.Contains("build ") && line.Contains("ready; no worker has taken it yet"));
        shown.Lines.Should().Contain(line => line.Contains("package ") && line.Contains("waiting on links"));
    }

    [Fact]
    public async Task Logs_separates_what_steps_wrote_to_their_two_outputs()
    {
        _cli.WithWorkflow(Diamond);
        await _cli.RunAsync("run");

        var all = await _cli.RunAsync("logs", "latest");
        var one = await _cli.RunAsync("logs", "latest", "links");
        var unknown = await _cli.RunAsync("logs", "latest", "lnks");

        all.Out.Should().Contain("build   │ built").And.Contain("size    │ small");
        one.Out.Should().Contain("looking\n").And.NotContain("built");
        one.Error.Should().Be("broken\n");
        unknown.OneError.Should().Be("wf: Diamond #1 has no job 'lnks', did you mean 'links'?");
    }

    [Fact]
    public async Task Every_read_command_writes_one_json_document()
    {
        _cli.WithWorkflow(Diamond);
        var created = Json(await _cli.RunAsync("trigger", "push", "--json"));
        var listed = Json(await _cli.RunAsync("list", "--json"));
        var runs = Json(await _cli.RunAsync("runs", "--json"));
        var shown = Json(await _cli.RunAsync("show", "1", "--json"));

        created.GetProperty("runs")[0].GetProperty("status").GetString().Should().Be("waiting");
        listed.GetProperty("workflows")[0].GetProperty("triggers")[0].GetProperty("branches")[0].GetString().Should().Be("main");
        runs.GetProperty("runs")[0].GetProperty("event").GetProperty("ref").GetString().Should().Be("refs/heads/main");
        shown.GetProperty("jobs")[3].GetProperty("waitsFor").GetString().Should().Be("waiting on links");
        shown.GetProperty("jobs")[3].GetProperty("status").GetString().Should().Be("blocked");
    }

    [Fact]
    public async Task A_store_file_that_was_named_and_is_not_there_is_told()
    {
        var result = await _cli.RunAsync("runs", "--store", "sqlite:nowhere.db");

        result.ExitCode.Should().Be(2);
        result.Error.Should().StartWith("wf: there are no runs yet: sqlite:").And.Contain("nowhere.db does not exist");
    }

    [Fact]
    public async Task Runs_lists_the_newest_first_and_only_what_is_asked_for()
    {
        _cli.WithWorkflow(Diamond);
        await _cli.RunAsync("run", "--ref", "refs/heads/other");
        var none = await _cli.RunAsync("runs");
        await _cli.RunAsync("run");
        await _cli.RunAsync("trigger", "push");

        none.Out.Should().Be("No runs.\n");
        (await _cli.RunAsync("runs")).Lines[0].Should().Contain("Diamond #2");
        (await _cli.RunAsync("runs", ".", "--status", "failure")).Lines.Where(line => line.Length > 0).Should().ContainSingle()
            .Which.Should().Contain("Diamond #1").And.Contain("push main");
    }

    [Fact]
    public async Task Cancel_and_rerun_change_what_a_worker_will_do()
    {
        _cli.WithWorkflow("name: A\non: push\njobs: {a: {steps: [{run: echo a}]}}");
        await _cli.RunAsync("trigger", "push");

        (await _cli.RunAsync("cancel", "latest")).Out.Should().Be("A #1 is being cancelled.\n");
        (await _cli.RunAsync("cancel", "latest")).Out.Should().Be("A #1 has already ended with cancelled.\n");
        (await _cli.RunAsync("rerun", "latest")).Out.Should().StartWith("A #2 (run 2) repeats A #1");
        (await _cli.RunAsync("worker", "--until-idle")).Out.Should().Contain("A #2: success").And.EndWith("idle: no run is left\n");
        (await _cli.RunAsync("rerun", "latest", "--failed")).OneError.Should().Be("wf: nothing failed in A #2");
        _cli.Snapshots.Should().BeEmpty();
    }

    public void Dispose() => _cli.Dispose();

    private static JsonElement Json(CliResult result)
    {
        result.Error.Should().BeEmpty();
        return JsonDocument.Parse(result.Out).RootElement;
    }
}
