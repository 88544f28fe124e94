using System.CommandLine;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Cli.Repositories;
using WorkflowEngine.Cli.Runs;
using WorkflowEngine.Definitions;
using WorkflowEngine.Planning.Plue;
using WorkflowEngine.Python.Evaluation;
using WorkflowEngine.Sources;
using WorkflowEngine.Triggers;
using Scope = WorkflowEngine.Definitions.Scope;

namespace WorkflowEngine.Cli.Commands;

internal sealed class PlanCommand : Command, ICommandExamples
{
    private readonly CliEnvironment _environment;
    private readonly Argument<string> _file = new("FILE") { Description = "A workflow file" };
    private readonly Option<string?> _event = new("--event")
    {
        HelpName = "EVENT",
        Description = "The event to plan for. Default: one that stands in for what starts the workflow",
    };

    private readonly EventOptions _options = new();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _plain = CommonOptions.Plain();

    public PlanCommand(CliEnvironment environment)
        : base("plan", "Show what a workflow file plans for an event. Nothing is run; a plan that fails makes the exit code 1.")
    {
        _environment = environment;
        Add(_file);
        Add(_event);
        _options.AddTo(this);
        Add(_json);
        Add(_plain);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("wf plan .plue/workflows/ci.py", "what its workflows would do"),
        ("wf plan .plue/workflows/ci.py --event push --ref release", "what a push to release would make them do"),
    ];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(_file)!;
        var full = _environment.FullPath(path);
        if (!File.Exists(full))
        {
            throw new UsageException($"there is no file '{path}'");
        }

        var happened = parsed.GetValue(_event) is { } name
            ? await _options.Read(parsed, name).ToEventAsync(Scope.Default, _environment, cancellationToken).ConfigureAwait(false)
            : null;
        var plans = Path.GetExtension(full) == ".py"
            ? await ReadPythonAsync(full, path, happened, cancellationToken).ConfigureAwait(false)
            : await ReadOtherAsync(full, path, cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(_json))
        {
            JsonOutput.WriteDocument(_environment.Out, plans.Write);
        }
        else
        {
            var source = await File.ReadAllLinesAsync(full, cancellationToken).ConfigureAwait(false);
            new PlanPage(new Terminal(_environment, parsed.GetValue(_plain)), source, path).Write(plans, happened);
        }

        return plans.HasErrors ? ExitCode.Failure : ExitCode.Success;
    }

    private static async Task<PlannedWorkflows> ReadPythonAsync(string full, string path, WorkflowEvent? happened, CancellationToken cancellationToken)
    {
        if (new FileInfo(full).Length > RepositorySource.MaxFileSize)
        {
            throw new UsageException($"'{path}' has more than {RepositorySource.MaxFileSize / 1024} KiB");
        }

        var content = await File.ReadAllBytesAsync(full, cancellationToken).ConfigureAwait(false);
        var plans = PlueFile.ReadPlans(
            content, Path.GetFileName(full), Scope.Default, DefinitionLoader.PromptsFor(full, cancellationToken), PythonLimits.Default, out var diagnostics, happened);
        return new PlannedWorkflows(plans, [.. plans.Select(plan => plan.Definition)], diagnostics);
    }

    private static async Task<PlannedWorkflows> ReadOtherAsync(string full, string path, CancellationToken cancellationToken)
    {
        var read = await DefinitionLoader.ReadFileAsync(full, Scope.Default, cancellationToken).ConfigureAwait(false)
            ?? throw new UsageException($"'{path}' is not a workflow file: those end with .py, .yaml or .yml");
        return new PlannedWorkflows([], read.Definitions, read.Diagnostics);
    }
}
