using System.CommandLine;
using System.Text.Json;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Cli.Repositories;
using WorkflowEngine.Definitions;
using WorkflowEngine.Parsing;
using WorkflowEngine.Sources;

namespace WorkflowEngine.Cli.Commands;

internal sealed class ListCommand : Command, ICommandExamples
{
    private readonly CliEnvironment _environment;
    private readonly Argument<string> _path = CommonOptions.Path();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _plain = CommonOptions.Plain();

    public ListCommand(CliEnvironment environment)
        : base("list", "Show the workflows of a folder. For each: what starts it, how many jobs it has, and what is wrong with its file.")
    {
        _environment = environment;
        Add(_path);
        Add(_json);
        Add(_plain);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("wf list", "the workflows of the current folder"),
        ("wf list ../shop --json", "those of another one, for a script"),
    ];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = WorkTree.FindFolder(parsed.GetValue(_path)!, _environment);
        var found = await DefinitionLoader.ReadAsync(new(folder, WorkTree.ScopeOf(folder)), cancellationToken).ConfigureAwait(false);
        if (parsed.GetValue(_json))
        {
            JsonOutput.WriteDocument(_environment.Out, json => Write(json, found));
            return ExitCode.Success;
        }

        var terminal = new Terminal(_environment, parsed.GetValue(_plain));
        if (found.Definitions.Count == 0)
        {
            terminal.Write($"No workflows in {WorkTree.NameOf(folder)}/.plue/workflows.");
        }

        foreach (var workflow in found.Definitions)
        {
            Write(terminal, workflow);
        }

        foreach (var diagnostic in found.Diagnostics)
        {
            foreach (var line in DiagnosticText.Of(diagnostic, diagnostic.File, source: null))
            {
                terminal.Write(line);
            }
        }

        return ExitCode.Success;
    }

    private static void Write(Terminal terminal, WorkflowDefinition workflow)
    {
        var title = new Line().Add(workflow.DisplayName, workflow.IsValid ? Tone.Strong : Tone.Bad);
        if (workflow.DisplayName != workflow.Ref)
        {
            title.Add($"  ref {workflow.Ref}", Tone.Dim);
        }

        if (workflow.Agent)
        {
            title.Add("  agent", Tone.Active);
        }

        if (!workflow.IsValid)
        {
            title.Add("  has errors", Tone.Bad);
        }

        terminal.Write(title);
        if (workflow.Description is { Length: > 0 } description)
        {
            Row("", PrintableText.OneLine(description));
        }

        Row("starts on  ", TriggerText.Of(workflow));
        Row("does       ", Size(workflow));
        Row("file       ", $"{workflow.Source?.File}");
        terminal.Write();

        void Row(string name, string text) => terminal.Write(new Line().Add("  ").Add(name, Tone.Dim).Add(text));
    }

    private static string Size(WorkflowDefinition workflow)
    {
        var steps = workflow.Jobs.Sum(job => job.Steps.Count);
        var jobs = workflow.Jobs.Count == 1 ? "1 job" : $"{workflow.Jobs.Count} jobs";
        return $"{jobs}, {steps} {(steps == 1 ? "step" : "steps")}";
    }

    private static void Write(Utf8JsonWriter json, WorkflowParseResult found)
    {
        json.WriteStartObject();
        json.WriteStartArray("workflows");
        foreach (var workflow in found.Definitions)
        {
            json.WriteStartObject();
            json.WriteString("ref", workflow.Ref);
            json.WriteString("name", workflow.DisplayName);
            json.WriteOptional("description", workflow.Description);
            json.WriteOptional("file", workflow.Source?.File);
            json.WriteBoolean("agent", workflow.Agent);
            json.WriteBoolean("valid", workflow.IsValid);
            json.WriteStartArray("triggers");
            foreach (var trigger in workflow.Triggers)
            {
                json.WriteTrigger(trigger);
            }

            json.WriteEndArray();
            json.WriteStartArray("jobs");
            foreach (var job in workflow.Jobs)
            {
                json.WriteStartObject();
                json.WriteString("name", job.Name);
                json.WriteTexts("needs", job.Needs);
                json.WriteTexts("steps", [.. job.Steps.Select(step => step.DisplayName)]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteDiagnostics(found.Diagnostics);
        json.WriteEndObject();
    }
}
