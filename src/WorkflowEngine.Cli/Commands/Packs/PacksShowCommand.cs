using System.CommandLine;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Commands.Packs;

internal sealed class PacksShowCommand : Command, ICommandExamples
{
    private readonly CliEnvironment _environment;
    private readonly Argument<string> _workflow = PackOptions.Workflow();
    private readonly Option<string?> _store = CommonOptions.Store();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _plain = CommonOptions.Plain();

    public PacksShowCommand(CliEnvironment environment)
        : base("show", "Show a workflow of the catalogue: its tasks, where they lead to, what is wrong with it, and its revisions.")
    {
        _environment = environment;
        Add(_workflow);
        Add(_store);
        Add(_json);
        Add(_plain);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples => [("wf packs show mail.welcome", "the workflow 'welcome' of the pack 'mail'")];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (pack, workflow) = PackOptions.Split(parsed.GetValue(_workflow)!);
        var scope = new Scope(pack);
        var session = await PackOptions.OpenAsync(parsed.GetValue(_store), _environment, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var page = await session.Store.Catalog.SearchAsync(new() { Scope = scope, Text = workflow, Limit = 10_000 }, cancellationToken)
                .ConfigureAwait(false);
            var item = page.Items.FirstOrDefault(found => found.Definition.Ref == workflow)
                ?? throw new UsageException($"there is no workflow '{workflow}' in the catalogue");
            var revisions = await session.Store.Catalog.ListRevisionsAsync(scope, workflow, cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(_json))
            {
                JsonOutput.WriteDocument(_environment.Out, json =>
                {
                    json.WriteStartObject();
                    PacksListCommand.WriteItem(json, item);
                    json.WriteStartArray("revisions");
                    foreach (var revision in revisions)
                    {
                        json.WriteStartObject();
                        json.WriteNumber("number", revision.Number);
                        json.WriteString("hash", revision.Hash);
                        json.WriteBoolean("current", revision.IsCurrent);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                    json.WriteDiagnostics(item.Definition.Diagnostics);
                    json.WriteEndObject();
                });
            }
            else
            {
                Write(new Terminal(_environment, parsed.GetValue(_plain)), item, revisions);
            }
        }

        return ExitCode.Success;
    }

    private void Write(Terminal terminal, CatalogItem item, IReadOnlyList<DefinitionRevision> revisions)
    {
        var definition = item.Definition;
        terminal.Write(new Line()
            .Add(PrintableText.OneLine(definition.DisplayName), definition.IsValid ? Tone.Strong : Tone.Bad)
            .Add($"  {definition.Ref}", Tone.Dim)
            .Add(item.IsEnabled ? "" : "  disabled", Tone.Warn));
        if (definition.Description is { Length: > 0 } description)
        {
            terminal.Write("  " + PrintableText.OneLine(description));
        }

        foreach (var job in definition.Jobs)
        {
            Write(terminal, job);
        }

        foreach (var diagnostic in definition.Diagnostics)
        {
            foreach (var line in DiagnosticText.Of(diagnostic, diagnostic.File, source: null))
            {
                terminal.Write(line);
            }
        }

        foreach (var revision in revisions.Take(10))
        {
            terminal.Write(new Line()
                .Add($"  revision {revision.Number}", revision.IsCurrent ? Tone.Strong : Tone.Dim)
                .Add($"  {revision.Hash[..12]}  {Elapsed.Ago(revision.SavedAt, _environment.Time.GetUtcNow())}", Tone.Dim)
                .Add(revision.IsCurrent ? "  current" : ""));
        }
    }

    private static void Write(Terminal terminal, JobDefinition job)
    {
        var what = job.Steps.Count > 0 ? job.Steps[0].Uses : PackOptions.Count(job.Flow?.Jobs.Count ?? 0, "task") + " together";
        terminal.Write(new Line().Add($"  {PrintableText.OneLine(job.Name)}", Tone.Active).Add($"  {PrintableText.OneLine(what ?? "")}", Tone.Dim));
        foreach (var transition in job.Flow?.Transitions ?? [])
        {
            var when = transition.Choice switch
            {
                TransitionChoice.Otherwise => "otherwise",
                _ when transition.When is null => "always",
                _ => "when " + transition.When.Source,
            };
            terminal.Write(new Line()
                .Add($"    {PrintableText.OneLine(when)}", Tone.Dim)
                .Add(" -> ")
                .Add(PrintableText.OneLine(transition.Do is { Count: > 0 } targets ? string.Join(", ", targets) : "(only publishes)")));
        }
    }
}
