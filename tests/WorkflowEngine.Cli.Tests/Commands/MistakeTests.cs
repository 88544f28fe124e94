using WorkflowEngine.Cli.Tests.Support;

namespace WorkflowEngine.Cli.Tests.Commands;

public sealed class MistakeTests : IDisposable
{
    private readonly CliRig _cli = new();

    [Theory]
    [InlineData("rnu", "wf: unknown command 'rnu', did you mean 'run'?")]
    [InlineData("frobnicate", "wf: unknown command 'frobnicate'; see 'wf --help'")]
    [InlineData("run --evnt push", "wf: unknown option '--evnt', did you mean '--event'?")]
    [InlineData("list --frobnicate", "wf: unknown option '--frobnicate'; see 'wf list --help'")]
    [InlineData("run . nonsense", "wf: unknown argument 'nonsense'; see 'wf run --help'")]
    [InlineData("run nowhere", "wf: there is no folder 'nowhere'")]
    [InlineData("list a-file", "wf: 'a-file' is a file, not a folder")]
    [InlineData("run --store redis", "wf: 'redis' is not a store: write a path, sqlite:PATH, postgres://USER@HOST/DATABASE or Host=..., or memory")]
    [InlineData("run --jobs many", "wf: --jobs must be a number from 1 to 10000, not 'many'; see 'wf run --help'")]
    [InlineData("run --payload missing.json --store memory", "wf: the payload 'missing.json' cannot be read: *")]
    [InlineData("run --payload a-file --store memory", "wf: the payload 'a-file' is not JSON: *")]
    [InlineData("run --workflow Deploi --store memory", "wf: there is no workflow 'Deploi', did you mean 'Deploy'?")]
    [InlineData("run --sha 0123456789 --store memory", "wf: \"0123456789\" is not a commit of the repository")]
    [InlineData("trigger push --store memory", "wf: a memory store ends with its process, so only 'wf run' can use one: write a path, sqlite:PATH, postgres://USER@HOST/DATABASE or Host=...")]
    [InlineData("store", "wf: Required command was not provided; see 'wf store --help'")]
    [InlineData("store chek", "wf: unknown command 'chek', did you mean 'check'?")]
    [InlineData("store migrate --grant app", "wf: --grant is for PostgreSQL: other stores have no roles")]
    [InlineData("store check --limit 0", "wf: --limit must be a number from 1 to 1000000")]
    [InlineData("store check", "wf: there are no runs yet: sqlite:* does not exist")]
    [InlineData("store check --store postgres://", "wf: the store is no PostgreSQL address: *")]
    [InlineData("store check --store postgres://me:secret@localhost/app", "wf: a password does not belong on a command line, where others can read it: *")]
    [InlineData("store check --store Host=localhost;Password=secret", "wf: a password does not belong on a command line, where others can read it: *")]
    [InlineData("store check --store Host=localhost;Nonsense=1", "wf: the store is no PostgreSQL address: *nonsense*")]
    [InlineData("show", "wf: Required argument missing for command: 'show'; see 'wf show --help'")]
    [InlineData("show latest", "wf: there are no runs yet: sqlite:* does not exist")]
    [InlineData("runs --status done", "wf: 'done' is not a status: write one of waiting, running, success, failure, cancelled, skipped")]
    [InlineData("validate notes.txt", "wf: 'notes.txt' is not a workflow file: those end with .py, .yaml or .yml")]
    public async Task A_wrong_command_line_is_answered_with_one_line_and_exit_code_2(string commandLine, string message)
    {
        _cli.WithFile("a-file", "not json").WithFile("notes.txt", "hello").WithWorkflow("name: Deploy\non: manual\njobs: {a: {steps: [{run: echo}]}}");

        var shown = await _cli.RunAsync(commandLine.Split(' '));

        shown.OneError.Should().Match(message);
        shown.ExitCode.Should().Be(2);
        _cli.Snapshots.Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public async Task Of_a_very_long_line_the_part_around_the_mistake_is_shown()
    {
        _cli.WithWorkflow("on: push\njobs: {a: {steps: [{run: '" + new string('x', 5_000) + "'}], needs: [zz]}}\n");

        var lines = (await _cli.RunAsync("validate", ".")).Out.Split('\n');

        lines.Should().OnlyContain(line => line.Length < 200);
        var mark = Array.FindIndex(lines, line => line.TrimEnd().EndsWith("^^", StringComparison.Ordinal));
        lines[mark - 1].Substring(lines[mark].IndexOf('^', StringComparison.Ordinal), 2).Should().Be("zz");
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_answered_with_one_line_and_exit_code_2()
    {
        _cli.WithWorkflow("name: A\non: push\njobs: {a: {steps: [{run: echo}]}}");
        await _cli.RunAsync("trigger", "push");

        foreach (var command in new[] { "show", "logs", "cancel", "rerun" })
        {
            var shown = await _cli.RunAsync(command, "99");
            shown.OneError.Should().Be("wf: there is no run 99");
            shown.ExitCode.Should().Be(2);
        }
    }

    [Fact]
    public async Task A_store_that_cannot_be_used_is_answered_with_one_line_and_exit_code_3()
    {
        _cli.WithWorkflow("name: A\non: push\njobs: {a: {steps: [{run: echo}]}}").WithFile("broken.db", new string('x', 10_000));

        foreach (var store in new[] { "broken.db", "no-such-folder/runs.db" })
        {
            var shown = await _cli.RunAsync("run", "--store", "sqlite:" + store);
            shown.OneError.Should().NotContain("   at ");
            shown.ExitCode.Should().Be(3);
        }

        _cli.Snapshots.Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).Should().BeEmpty();
    }

    public void Dispose() => _cli.Dispose();
}
