using WorkflowEngine.Cli.Tests.Support;

namespace WorkflowEngine.Cli.Tests.Commands;

public sealed class PromptPreviewTests : IDisposable
{
    private readonly CliRig _cli = new();

    [Fact]
    public async Task A_preview_shows_the_text_and_nothing_else()
    {
        _cli.WithFile("greet.prompt.md", "---\nname: Greet\ninputs:\n  name: string\n  times: integer\n---\n{% for i in range(times) %}Hi {{ name }}. {% endfor %}{% include 'end.md' %}\n");
        _cli.WithFile("end.md", "Bye.\n");
        _cli.WithFile("inputs.json", """{"name": "Bo"}""");

        var shown = await _cli.RunAsync("prompt", "preview", "greet.prompt.md", "--json", "inputs.json", "--input", "name=3", "--input", "times=2");

        shown.Error.Should().BeEmpty();
        shown.Out.Should().Be("Hi 3. Hi 3. Bye.\n");
        shown.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Mistakes_are_marked_in_their_lines()
    {
        _cli.WithFile("bad.prompt.md", "---\nname: Bad\n---\nA {{ b + }} c\n");

        var shown = await _cli.RunAsync("prompt", "preview", "bad.prompt.md");

        shown.ExitCode.Should().Be(1);
        shown.Out.Should().BeEmpty();
        shown.Error.Should().Be("bad.prompt.md:4:9: error WF5001: The expression ends too early.\n  4 | A {{ b + }} c\n    |         ^\n");
    }

    [Fact]
    public async Task All_wrong_inputs_are_told()
    {
        _cli.WithFile("a.prompt.md", "---\nname: A\ninputs:\n  n: integer\n  level: low | high\n---\n{{ n }}\n");

        var shown = await _cli.RunAsync("prompt", "preview", "a.prompt.md", "--input", "level=mid");

        shown.ExitCode.Should().Be(1);
        shown.Error.Should().Contain("\"n\" is a required property").And.Contain("\"mid\" is not one of \"low\" or \"high\"");
    }

    [Fact]
    public async Task An_input_that_the_prompt_does_not_name_is_a_warning()
    {
        _cli.WithFile("a.prompt.md", "---\nname: A\ninputs:\n  diff: string?\n---\n{{ dif }}\n");

        var shown = await _cli.RunAsync("prompt", "preview", "a.prompt.md", "--input", "dif=x");

        shown.ExitCode.Should().Be(0);
        shown.Error.Should().Be("warning: the prompt has no input 'dif', did you mean 'diff'?\n");
    }

    [Fact]
    public async Task The_schemas_can_be_shown()
    {
        _cli.WithFile("a.prompt.md", "---\nname: A\ninputs:\n  n: integer?\n---\n");

        var shown = await _cli.RunAsync("prompt", "preview", "a.prompt.md", "--schema");

        shown.ExitCode.Should().Be(0);
        shown.Out.Should().Contain("\"anyOf\"").And.Contain("\"output\": {}");
    }

    [Fact]
    public async Task The_command_explains_itself_with_examples()
    {
        var group = await _cli.RunAsync("prompt", "--help");
        var shown = await _cli.RunAsync("prompt", "preview", "--help");

        group.Out.Should().Contain("wf prompt preview");
        shown.ExitCode.Should().Be(0);
        shown.Out.Should().StartWith("wf prompt preview: ").And.Contain("Usage: wf prompt preview FILE [options]").And.Contain("Examples:");
    }

    [Theory]
    [InlineData("none.prompt.md")]
    [InlineData("a.prompt.md", "--input", "n")]
    [InlineData("a.prompt.md", "--json", "a.prompt.md")]
    public async Task A_wrong_command_line_is_told(params string[] arguments)
    {
        _cli.WithFile("a.prompt.md", "---\nname: A\n---\n");

        var shown = await _cli.RunAsync(["prompt", "preview", .. arguments]);

        shown.ExitCode.Should().Be(2);
        shown.Error.Should().StartWith("wf: ");
    }

    public void Dispose() => _cli.Dispose();
}
