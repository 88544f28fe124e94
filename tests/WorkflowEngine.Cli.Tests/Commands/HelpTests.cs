using WorkflowEngine.Cli.Tests.Support;

namespace WorkflowEngine.Cli.Tests.Commands;

public sealed class HelpTests : IDisposable
{
    private readonly CliRig _cli = new();

    public static TheoryData<string> Commands => ["run", "list", "validate", "plan", "prompt preview", "trigger", "worker", "runs", "show", "logs", "cancel", "rerun", "store check", "store stats", "store migrate"];

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Without_a_command_the_overview_is_shown(params string[] arguments)
    {
        var shown = await _cli.RunAsync(arguments);

        shown.ExitCode.Should().Be(0);
        shown.Error.Should().BeEmpty();
        Golden.Matches(shown.Out, "overview");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_explains_itself_with_examples(string command)
    {
        var shown = await _cli.RunAsync([.. command.Split(' '), "--help"]);

        shown.ExitCode.Should().Be(0);
        shown.Out.Should().Contain("Examples:");
        Golden.Matches(shown.Out, "help-" + command.Replace(' ', '-'));
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("validate")]
    [InlineData("list")]
    [InlineData("search")]
    [InlineData("show")]
    [InlineData("diff")]
    public async Task Every_command_about_packs_explains_itself_with_examples(string command)
    {
        var shown = await _cli.RunAsync("packs", command, "--help");

        shown.ExitCode.Should().Be(0);
        shown.Out.Should().Contain("Examples:").And.Contain($"Usage: wf packs {command}");
        (await _cli.RunAsync("packs", "--help")).Out.Should().Contain($"packs {command} ");
    }

    public void Dispose() => _cli.Dispose();
}
