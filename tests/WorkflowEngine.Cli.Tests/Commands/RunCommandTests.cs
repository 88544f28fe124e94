using System.Text.Json;
using WorkflowEngine.Cli.Tests.Support;

namespace WorkflowEngine.Cli.Tests.Commands;

public sealed class RunCommandTests : IDisposable
{
    private readonly CliRig _cli = new();

    [Fact]
    public async Task The_sample_runs_from_its_start_to_its_summary()
    {
        var before = Directory.GetFileSystemEntries(SampleFolder.AcmeWeb, "*", SearchOption.AllDirectories);

        var shown = await _cli.RunAsync("run", SampleFolder.AcmeWeb, "--event", "push", "--store", "memory", "--plain");

        shown.ExitCode.Should().Be(0, shown.Out + shown.Error);
        shown.Error.Should().BeEmpty();
        shown.Lines[0].Should().StartWith(" acme-web  push to main at ");
        shown.Lines[1].Should().Contain("is not a git repository of its own");
        shown.Lines.Should().Contain(" > Pipeline       event \"push\" on branch \"main\" starts it");
        shown.Lines.Should().Contain(" - Assistant      event \"push\" is not one of chat, issue (agent workflow)");
        shown.Lines.Should().Contain("Pipeline/size    | > Measure pages");
        shown.Lines.Should().Contain("CI               | all pages are tidy");
        shown.Lines.Should().Contain(line => line.StartsWith(" + Pipeline #", StringComparison.Ordinal) && line.Contains("success"));
        shown.Lines.Should().Contain(line => line.Contains("- notify") && line.Contains("skipped"));
        shown.Out.Should().Contain(" 4 runs: 4 succeeded in ");
        Directory.GetFileSystemEntries(SampleFolder.AcmeWeb, "*", SearchOption.AllDirectories).Should().Equal(before);
        _cli.Snapshots.Should().BeEmpty();
    }

    [Fact]
    public async Task A_failing_step_is_shown_with_its_reason_and_its_last_words()
    {
        _cli.WithWorkflow("""
            name: Broken
            on: push
            jobs:
              check: {steps: [{name: Look, run: "echo fine; echo the roof is missing >&2; exit 4"}]}
              ship: {needs: check, steps: [{name: Ship, run: echo shipped}]}
            """);

        var shown = await _cli.RunAsync("run");

        shown.ExitCode.Should().Be(1);
        shown.Out.Should().Contain("check │ ✗ failure in ").And.Contain("exit code 4");
        shown.Out.Should().Contain("     │ the roof is missing\n").And.Contain(" 1 run: 1 failed in ").And.Contain(" wf show 1\n");
        shown.Out.Should().NotContain("shipped");
        _cli.Snapshots.Should().BeEmpty();
    }

    [Fact]
    public async Task What_a_step_wrote_stands_below_its_name()
    {
        _cli.WithWorkflow("""
            name: A
            on: push
            jobs:
              a: {steps: [{name: One, run: "echo 1a; echo 1b"}, {name: Quiet, run: "true"}, {name: Three, run: "echo 3"}, {name: Last, run: "true"}]}
            """);

        var shown = await _cli.RunAsync("run");

        shown.Lines.Where(line => line.StartsWith("A │ ", StringComparison.Ordinal)).Select(line => line[4..]).SkipLast(1)
            .Should().Equal("▸ One", "1a", "1b", "▸ Quiet", "▸ Three", "3", "▸ Last");
    }

    [Fact]
    public async Task Where_nothing_starts_it_is_said_why_and_all_is_well()
    {
        _cli.WithWorkflow("name: A\non: {push: {branches: [release]}}\njobs: {a: {steps: [{run: echo a}]}}");

        var shown = await _cli.RunAsync("run");

        shown.ExitCode.Should().Be(0);
        shown.Out.Should().Contain(" · A  branch \"main\" is not one of release").And.Contain(" No workflow starts on \"push\".");
        (await _cli.RunAsync("run", "--ref", "release")).Out.Should().Contain("1 succeeded");
        (await _cli.RunAsync("run", "--workflow", "a")).Out.Should().Contain("asked for by name").And.Contain("1 succeeded");
    }

    [Fact]
    public async Task One_bad_file_does_not_keep_the_others_from_running()
    {
        _cli.WithWorkflow("name: A\non: push\njobs: {a: {steps: [{run: echo a}]}}", "a.yaml");
        _cli.WithWorkflow("name: B\non: push\njobs: {a: {needs: z, steps: [{run: echo a}]}}", "b.yaml");

        var shown = await _cli.RunAsync("run");

        shown.ExitCode.Should().Be(0);
        shown.Out.Should().Contain(".plue/workflows/b.yaml:3:").And.Contain(" 1 file has errors; what they declare does not run.");
        shown.Out.Should().Contain("1 succeeded");
    }

    [Fact]
    public async Task Json_is_one_object_a_line_and_ends_with_the_summary()
    {
        _cli.WithWorkflow("name: A\non: push\njobs: {a: {steps: [{run: 'echo \"{x}\"; echo b >&2'}]}}");

        var shown = await _cli.RunAsync("run", "--json", "--store", "memory", "--payload", "-");

        var objects = shown.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        objects.Select(item => item.GetProperty("type").GetString()).Should().ContainInOrder("start", "match", "created", "log", "summary");
        objects.Where(item => item.GetProperty("type").GetString() == "log").Select(item => item.GetProperty("source").GetString())
            .Should().BeEquivalentTo("output", "error");
        objects[^1].GetProperty("runs")[0].GetProperty("jobs")[0].GetProperty("status").GetString().Should().Be("success");
        objects[^1].GetProperty("exitCode").GetInt32().Should().Be(0);
    }

    [Fact]
    public async Task Text_of_a_step_cannot_play_tricks_with_the_terminal()
    {
        _cli.WithWorkflow("""
            name: A
            on: push
            jobs: {a: {steps: [{run: 'printf "\033]0;title\007\033[31mred\033[0m\tend\n"'}]}}
            """);

        var shown = await _cli.RunAsync("run");

        shown.Out.Should().Contain("A │ red end\n").And.NotContain("\u001b");
    }

    public void Dispose() => _cli.Dispose();
}
