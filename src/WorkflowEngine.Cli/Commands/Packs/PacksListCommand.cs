using System.CommandLine;
using System.Text.Json;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Commands.Packs;

internal sealed class PacksListCommand : Command, ICommandExamples
{
    private readonly CliEnvironment _environment;
    private readonly bool _isSearch;
    private readonly Argument<string> _text = new("TEXT") { Description = "A part of the ref, the label or the description" };
    private readonly Option<string?> _pack = new("--pack") { HelpName = "PACK", Description = "Only workflows of this pack" };
    private readonly Option<string[]> _tag = new("--tag") { HelpName = "TAG", Description = "Only workflows with this tag, or one of several" };
    private readonly Option<string?> _store = CommonOptions.Store();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _plain = CommonOptions.Plain();

    private readonly Option<string?> _status = new("--status")
    {
        HelpName = "STATUS",
        Description = "Only workflows that are valid, invalid, enabled or disabled",
    };

    private readonly Option<int> _limit = new("--limit") { HelpName = "N", Description = "How many at most. Default: 100", DefaultValueFactory = _ => 100 };

    public PacksListCommand(CliEnvironment environment, bool isSearch)
        : base(isSearch ? "search" : "list", isSearch ? "Look for workflows of the catalogue." : "Show the workflows of the catalogue.")
    {
        (_environment, _isSearch) = (environment, isSearch);
        if (isSearch)
        {
            Add(_text);
        }

        Add(_pack);
        Add(_tag);
        Add(_status);
        Add(_limit);
        Add(_store);
        Add(_json);
        Add(_plain);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples => _isSearch
        ? [("wf packs search deploy --tag production", "workflows for production that speak of deploying")]
        : [("wf packs list --status invalid", "the workflows that cannot start"), ("wf packs list --pack mail --json", "those of one pack, for a script")];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var status = parsed.GetValue(_status);
        var query = new CatalogQuery
        {
            Text = _isSearch ? parsed.GetValue(_text) : null,
            Scope = parsed.GetValue(_pack) is { Length: > 0 } pack ? new Scope(pack) : null,
            Tags = parsed.GetValue(_tag) ?? [],
            IsValid = status switch { "valid" => true, "invalid" => false, _ => null },
            IsEnabled = status switch { "enabled" => true, "disabled" => false, _ => null },
            Limit = parsed.GetValue(_limit) is > 0 and <= 10_000 and var limit ? limit : throw new UsageException("--limit must be a number from 1 to 10000"),
        };
        if (status is not (null or "valid" or "invalid" or "enabled" or "disabled"))
        {
            throw new UsageException($"'{status}' is not a status: write one of valid, invalid, enabled, disabled");
        }

        var session = await PackOptions.OpenAsync(parsed.GetValue(_store), _environment, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var page = await session.Store.Catalog.SearchAsync(query, cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(_json))
            {
                JsonOutput.WriteDocument(_environment.Out, json => WriteJson(json, page));
            }
            else
            {
                Write(new Terminal(_environment, parsed.GetValue(_plain)), page);
            }
        }

        return ExitCode.Success;
    }

    private static void Write(Terminal terminal, CatalogPage page)
    {
        foreach (var item in page.Items)
        {
            var line = new Line()
                .Add(item.Definition.Ref, item.Definition.IsValid ? Tone.Strong : Tone.Bad)
                .Add($"  {PrintableText.OneLine(item.Definition.DisplayName)}")
                .Add(item.Definition.Version is { } version ? $"  {PrintableText.OneLine(version)}" : "", Tone.Dim)
                .Add(item.Definition.Tags.Count > 0 ? $"  [{PrintableText.OneLine(string.Join(", ", item.Definition.Tags))}]" : "", Tone.Dim);
            line.Add(item.Definition.IsValid ? "" : "  has errors", Tone.Bad).Add(item.IsEnabled ? "" : "  disabled", Tone.Warn);
            terminal.Write(line);
        }

        terminal.Write(page.Total == page.Items.Count
            ? PackOptions.Count(page.Total, "workflow")
            : $"{page.Items.Count} of {PackOptions.Count(page.Total, "workflow")}");
    }

    private static void WriteJson(Utf8JsonWriter json, CatalogPage page)
    {
        json.WriteStartObject();
        json.WriteNumber("total", page.Total);
        json.WriteStartArray("workflows");
        foreach (var item in page.Items)
        {
            json.WriteStartObject();
            WriteItem(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static void WriteItem(Utf8JsonWriter json, CatalogItem item)
    {
        var definition = item.Definition;
        json.WriteString("ref", definition.Ref);
        json.WriteString("pack", definition.Scope.Name);
        json.WriteString("label", definition.DisplayName);
        json.WriteOptional("description", definition.Description);
        json.WriteOptional("version", definition.Version);
        json.WriteTexts("tags", definition.Tags);
        json.WriteBoolean("valid", definition.IsValid);
        json.WriteBoolean("enabled", item.IsEnabled);
        json.WriteNumber("revision", item.Revision);
        json.WriteStartArray("tasks");
        foreach (var job in definition.Jobs)
        {
            json.WriteStartObject();
            json.WriteString("name", job.Name);
            json.WriteOptional("action", job.Steps.Count > 0 ? job.Steps[0].Uses : null);
            json.WriteTexts("next", [.. (job.Flow?.Transitions ?? []).SelectMany(transition => transition.Do ?? []).Distinct()]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
