using WorkflowEngine.Cli.Tests.Support;

namespace WorkflowEngine.Cli.Tests.Commands;

public sealed class PackCommandTests : IDisposable
{
    private const string Welcome = """
        label: Welcome
        description: Greets who is new
        version: 1.0.0
        tags: [mail]
        tasks:
          - name: greet
            action: core.echo
            next:
              - when: "{{ succeeded() }}"
                do: [log]
          - name: log
            action: core.echo
        """;

    private readonly CliRig _cli = new();

    [Fact]
    public async Task Packs_are_brought_into_the_catalogue_and_found_there()
    {
        _cli.WithFile("packs/mail/workflows/welcome.yaml", Welcome);

        var synced = await _cli.RunAsync("packs", "sync", "--plain");
        synced.Out.Should().Be("mail: 1 workflow, 1 added, 0 changed, 0 removed\n");
        synced.ExitCode.Should().Be(0);
        (await _cli.RunAsync("packs", "sync")).Out.Should().Contain("0 added, 0 changed");

        (await _cli.RunAsync("packs", "list")).Out.Should().Be("mail.welcome  Welcome  1.0.0  [mail]\n1 workflow\n");
        (await _cli.RunAsync("packs", "search", "GREETS", "--tag", "mail", "--status", "valid")).Out.Should().Contain("mail.welcome");
        (await _cli.RunAsync("packs", "search", "nothing")).Out.Should().Be("0 workflows\n");
        (await _cli.RunAsync("packs", "list", "--json")).Out.Should().Contain("\"next\":").And.Contain("\"total\":");
        var shown = await _cli.RunAsync("packs", "show", "mail.welcome");
        shown.Out.Should().Contain("when succeeded() -> log").And.Contain("revision 1");
    }

    [Fact]
    public async Task What_differs_between_two_revisions_is_shown()
    {
        _cli.WithFile("packs/mail/workflows/welcome.yaml", Welcome);
        await _cli.RunAsync("packs", "sync");
        _cli.WithFile("packs/mail/workflows/welcome.yaml", Welcome.Replace("Greets", "Meets", StringComparison.Ordinal));
        await _cli.RunAsync("packs", "sync");

        var shown = await _cli.RunAsync("packs", "diff", "mail.welcome");

        shown.Out.Should().Contain("revision 1 -> 2").And.Contain("- ").And.Contain("Greets who is new").And.Contain("Meets who is new");
        (await _cli.RunAsync("packs", "diff", "mail.welcome", "7")).ExitCode.Should().Be(2);
    }

    [Fact]
    public async Task Mistakes_are_shown_with_their_places_and_set_the_exit_code()
    {
        _cli.WithFile("packs/mail/workflows/welcome.yaml", Welcome.Replace("[log]", "[lag]", StringComparison.Ordinal));

        var checkedPack = await _cli.RunAsync("packs", "validate");
        checkedPack.ExitCode.Should().Be(1);
        checkedPack.Out.Should().Contain("mail/workflows/welcome.yaml:10:14: error").And.Contain("Did you mean 'log'?");
        (await _cli.RunAsync("packs", "sync")).ExitCode.Should().Be(1);
        (await _cli.RunAsync("packs", "list", "--status", "invalid")).Out.Should().Contain("has errors");
        (await _cli.RunAsync("packs", "validate", "nowhere")).ExitCode.Should().Be(2);
        (await _cli.RunAsync("packs", "show", "mail.nothing")).ExitCode.Should().Be(2);
        (await _cli.RunAsync("packs", "show", "nodot")).ExitCode.Should().Be(2);
    }

    public void Dispose() => _cli.Dispose();
}
