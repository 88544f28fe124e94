using System.CommandLine;
using WorkflowEngine.Cli.Repositories;

namespace WorkflowEngine.Cli.CommandLine;

/// <summary>The options that describe an event.</summary>
internal sealed class EventOptions
{
    private readonly Option<string?> _action = new("--action") { HelpName = "TYPE", Description = "The activity type of the event, such as opened" };

    private readonly Option<string?> _ref = new("--ref")
    {
        HelpName = "REF",
        Description = "The branch or tag, short or as refs/... Default: what is checked out",
    };

    private readonly Option<string?> _base = new("--base") { HelpName = "BRANCH", Description = "The branch that a pull request is for" };

    private readonly Option<string?> _sha = new("--sha") { HelpName = "COMMIT", Description = "The commit. Default: the one REF stands for" };

    private readonly Option<string[]> _paths = new("--path")
    {
        HelpName = "P",
        Description = "A changed path; may be repeated. Default: what the commit changed",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _payload = new("--payload")
    {
        HelpName = "FILE",
        Description = "A JSON file that comes with the event; '-' reads standard input",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _ref, _sha, _base, _action, _paths, _payload })
        {
            command.Add(option);
        }
    }

    public EventRequest Read(ParseResult parsed, string name) => new()
    {
        Name = name.Length > 0 ? name : throw new UsageException("the event has no name"),
        Action = parsed.GetValue(_action),
        Ref = parsed.GetValue(_ref),
        BaseRef = parsed.GetValue(_base),
        Sha = parsed.GetValue(_sha),
        Paths = parsed.GetValue(_paths) ?? [],
        PayloadFile = parsed.GetValue(_payload),
    };
}
