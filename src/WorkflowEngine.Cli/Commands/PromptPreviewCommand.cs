using System.CommandLine;
using System.Text.Json;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Definitions;
using WorkflowEngine.Definitions.Schemas;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;
using WorkflowEngine.Sources;

namespace WorkflowEngine.Cli.Commands;

/// <summary>Renders a prompt file with inputs and shows the text.</summary>
internal sealed class PromptPreviewCommand : Command, ICommandExamples
{
    private readonly CliEnvironment _environment;
    private readonly Argument<string> _file = new("FILE") { Description = "The prompt file, which ends with .prompt.md" };

    private readonly Option<string[]> _inputs = new("--input", "-i")
    {
        HelpName = "NAME=VALUE",
        Description = "An input; may be repeated. Values for inputs that are not text are JSON: --input lines=3",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _json = new("--json") { HelpName = "FILE", Description = "A JSON file with the inputs, or - for the standard input" };
    private readonly Option<bool> _schema = new("--schema") { Description = "Show the JSON Schemas of the inputs and of the answer instead of the text" };

    public PromptPreviewCommand(CliEnvironment environment)
        : base("preview", "Render a prompt file with inputs. Every mistake is shown with its line; nothing is sent to a model.")
    {
        _environment = environment;
        Add(_file);
        Add(_inputs);
        Add(_json);
        Add(_schema);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("wf prompt preview .plue/prompts/review.prompt.md --input level=info", "show the text that a model would get"),
        ("wf prompt preview review.prompt.md --json inputs.json", "take the inputs from a file"),
        ("wf prompt preview review.prompt.md --schema", "show what it takes and what it answers"),
    ];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = _environment.FullPath(parsed.GetValue(_file)!);
        if (!File.Exists(path))
        {
            throw new UsageException($"there is no file '{parsed.GetValue(_file)}'");
        }

        var folder = PromptFolder.Around(path);
        var diagnostics = new List<Diagnostic>();
        var prompt = PromptFolder.ReadFile(path, folder.NameOf(path), diagnostics);
        diagnostics.AddRange(prompt?.Diagnostics ?? []);
        Report(folder, diagnostics);
        if (prompt is null || !prompt.IsValid)
        {
            return ExitCode.Failure;
        }

        if (parsed.GetValue(_schema))
        {
            WriteSchemas(prompt);
            return ExitCode.Success;
        }

        var inputs = await ReadInputsAsync(parsed, prompt, cancellationToken).ConfigureAwait(false);
        var result = prompt.Render(inputs, folder.Load);
        if (!result.Succeeded)
        {
            Report(folder, result.Diagnostics);
            return ExitCode.Failure;
        }

        await _environment.Out.WriteLineAsync(result.Text).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private async Task<JsonElement> ReadInputsAsync(ParseResult parsed, PromptDefinition prompt, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (parsed.GetValue(_json) is { } file)
        {
            if (file != "-" && !File.Exists(_environment.FullPath(file)))
            {
                throw new UsageException($"there is no file '{file}'");
            }

            var text = file == "-"
                ? await _environment.In.ReadToEndAsync(cancellationToken).ConfigureAwait(false)
                : await File.ReadAllTextAsync(_environment.FullPath(file), cancellationToken).ConfigureAwait(false);
            var given = Parse(text) ?? throw new UsageException($"'{file}' is not JSON");
            if (given.ValueKind != JsonValueKind.Object)
            {
                throw new UsageException($"'{file}' must be a JSON object: one value for each input");
            }

            foreach (var member in given.EnumerateObject())
            {
                values[member.Name] = member.Value;
            }
        }

        foreach (var input in parsed.GetValue(_inputs) ?? [])
        {
            var equals = input.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new UsageException($"--input must be NAME=VALUE, not '{input}'");
            }

            values[input[..equals]] = ValueOf(prompt, input[..equals], input[(equals + 1)..]);
        }

        await WarnOfUnknownAsync(prompt, values.Keys).ConfigureAwait(false);
        return Json(writer =>
        {
            writer.WriteStartObject();
            foreach (var (name, value) in values)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        });
    }

    /// <summary>A prompt that says what it takes may still use more, so what it does not name is only a warning.</summary>
    private async Task WarnOfUnknownAsync(PromptDefinition prompt, IEnumerable<string> given)
    {
        if (!prompt.Inputs.TryGetProperty("properties", out var properties))
        {
            return;
        }

        var known = properties.EnumerateObject().Select(property => property.Name).ToList();
        foreach (var name in given.Where(name => !known.Contains(name, StringComparer.Ordinal)))
        {
            var hint = NearestName.Of(name, known) is { } near ? $"did you mean '{near}'?" : $"it takes {string.Join(", ", known)}";
            await _environment.Error.WriteLineAsync($"warning: the prompt has no input '{name}', {hint}").ConfigureAwait(false);
        }
    }

    /// <summary>The text as it is where the input takes text; else as JSON, when it is that.</summary>
    private static JsonElement ValueOf(PromptDefinition prompt, string name, string text)
    {
        var asText = Json(writer => writer.WriteStringValue(text));
        var takesText = !prompt.Inputs.TryGetProperty("properties", out var properties)
            || !properties.TryGetProperty(name, out var schema)
            || (JsonSchema.TryRead(schema, default, [], out var read) && read.Validate(asText).Count == 0);
        return takesText ? asText : Parse(text) ?? asText;
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }

    private void WriteSchemas(PromptDefinition prompt) => JsonOutput.WriteDocument(_environment.Out, json =>
    {
        json.WriteStartObject();
        json.WriteString("name", prompt.Name);
        json.WritePropertyName("inputs");
        prompt.Inputs.WriteTo(json);
        json.WritePropertyName("output");
        prompt.Output.WriteTo(json);
        json.WriteEndObject();
    });

    /// <summary>Mistakes go to the error output, each with its line and a mark, so that the text alone is on the other.</summary>
    private void Report(PromptFolder folder, IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            var path = diagnostic.File is null ? null : folder.PathOf(diagnostic.File);
            var shown = path is null ? null : Path.GetRelativePath(_environment.WorkingDirectory, path).Replace('\\', '/');
            var source = path is not null && diagnostic.Span.IsKnown && new FileInfo(path) is { Exists: true, Length: <= RepositorySource.MaxFileSize }
                ? File.ReadAllLines(path)
                : null;
            foreach (var line in DiagnosticText.Of(diagnostic, shown, source))
            {
                _environment.Error.WriteLine(line.Text);
            }
        }
    }
}
