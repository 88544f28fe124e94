using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Commands.Packs;

internal sealed class PacksDiffCommand : Command, ICommandExamples
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly CliEnvironment _environment;
    private readonly Argument<string> _workflow = PackOptions.Workflow();
    private readonly Argument<int?> _from = new("FROM") { Description = "The number of a revision. Default: the one before", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<int?> _to = new("TO") { Description = "The number of another one. Default: the current one", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _store = CommonOptions.Store();
    private readonly Option<bool> _plain = CommonOptions.Plain();

    public PacksDiffCommand(CliEnvironment environment)
        : base("diff", "Show what differs between two revisions of a workflow.")
    {
        _environment = environment;
        Add(_workflow);
        Add(_from);
        Add(_to);
        Add(_store);
        Add(_plain);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
        [("wf packs diff mail.welcome", "what the last change did"), ("wf packs diff mail.welcome 2 5", "what differs between two revisions")];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (pack, workflow) = PackOptions.Split(parsed.GetValue(_workflow)!);
        var terminal = new Terminal(_environment, parsed.GetValue(_plain));
        var session = await PackOptions.OpenAsync(parsed.GetValue(_store), _environment, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var catalog = session.Store.Catalog;
            var revisions = await catalog.ListRevisionsAsync(new(pack), workflow, cancellationToken).ConfigureAwait(false);
            if (revisions.Count == 0)
            {
                throw new UsageException($"there is no workflow '{workflow}' in the catalogue");
            }

            var to = parsed.GetValue(_to) ?? revisions.FirstOrDefault(revision => revision.IsCurrent, revisions[0]).Number;
            var from = parsed.GetValue(_from) ?? Math.Max(to - 1, revisions[^1].Number);
            var before = await TextAsync(catalog, new(pack), workflow, from, cancellationToken).ConfigureAwait(false);
            var after = await TextAsync(catalog, new(pack), workflow, to, cancellationToken).ConfigureAwait(false);
            terminal.Write(new Line().Add($"{workflow}: revision {from} -> {to}", Tone.Strong));
            foreach (var (sign, text) in LineDifference.Of(before, after))
            {
                terminal.Write(new Line().Add($"{sign} {PrintableText.Of(text)}", sign switch { '+' => Tone.Good, '-' => Tone.Bad, _ => Tone.Dim }));
            }
        }

        return ExitCode.Success;
    }

    private static async Task<string[]> TextAsync(
        IWorkflowCatalog catalog, Scope scope, string workflow, int number, CancellationToken cancellationToken)
    {
        var definition = await catalog.FindRevisionAsync(scope, workflow, number, cancellationToken).ConfigureAwait(false)
            ?? throw new UsageException($"'{workflow}' has no revision {number}");
        var json = JsonNode.Parse(DefinitionDocument.Write(definition))!;
        WithoutPlaces(json);
        return json.ToJsonString(Indented).ReplaceLineEndings("\n").Split('\n');
    }

    /// <summary>Where something stands in its file is no difference of what it says.</summary>
    private static void WithoutPlaces(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                json.Remove("span");
                json.Remove("source");
                foreach (var (_, value) in json)
                {
                    WithoutPlaces(value);
                }

                break;
            case JsonArray array:
                foreach (var item in array)
                {
                    WithoutPlaces(item);
                }

                break;
        }
    }
}
