using System.Text.Json;
using WorkflowEngine.Definitions.Schemas;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;
using WorkflowEngine.Expressions.Templates;

namespace WorkflowEngine.Definitions;

/// <summary>A prompt as its file has it; with errors among its diagnostics it can be neither rendered nor imported.</summary>
internal sealed record PromptDefinition
{
    /// <summary>The client of a prompt that names none.</summary>
    public const string DefaultClient = "anthropic/claude-sonnet";

    /// <summary>The name that workflow files import; empty when the file has none.</summary>
    public required string Name { get; init; }

    /// <summary>The file, relative to the root, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the bytes of the file, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The model, as <c>provider/model</c>.</summary>
    public string Client { get; init; } = DefaultClient;

    /// <summary>Whether an agent runs it, with tools and turns.</summary>
    public bool IsAgent { get; init; }

    /// <summary>The JSON Schema of the inputs; the empty object accepts everything.</summary>
    public required JsonElement Inputs { get; init; }

    /// <summary>The JSON Schema of what the model answers; the empty object accepts everything.</summary>
    public required JsonElement Output { get; init; }

    /// <summary>The tools: names of those that are there, <c>//folder:name</c> of own ones, or <c>dynamic</c>.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>The most turns of an agent. Default: 10.</summary>
    public int MaxTurns { get; init; } = 10;

    /// <summary>What the front part says under <c>extends</c>.</summary>
    public string? Extends { get; init; }

    /// <summary>The text below the front part.</summary>
    public required string Body { get; init; }

    /// <summary>The body as a template; null when it has mistakes.</summary>
    public Template? Template { get; init; }

    /// <summary>What was found in the file.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Whether it can be rendered and imported.</summary>
    public bool IsValid => Template is not null && !Diagnostics.Any(diagnostic => diagnostic.IsError);

    /// <summary>What a workflow that imports the prompt has to know of it.</summary>
    public PromptSignature Signature => new()
    {
        Name = Name,
        File = File,
        IsAgent = IsAgent,
        Client = Client,
        Inputs = IsEmpty(Inputs) ? null : Inputs,
        Output = IsEmpty(Output) ? null : Output,
        Tools = Tools,
        MaxTurns = MaxTurns,
        Sha256 = Sha256,
    };

    /// <summary>Everything that is wrong with inputs.</summary>
    public IReadOnlyList<SchemaError> CheckInputs(JsonElement inputs) => Check(Inputs, inputs);

    /// <summary>Everything that is wrong with the answer of a model.</summary>
    public IReadOnlyList<SchemaError> CheckOutput(JsonElement output) => Check(Output, output);

    /// <summary>
    /// Renders the prompt after checking its inputs; all that is wrong with those is told at once. The template sees the inputs by
    /// their names and the schema of the answer as <c>output_schema</c>. A prompt that is not valid answers with its diagnostics.
    /// </summary>
    /// <param name="inputs">The inputs, a JSON object.</param>
    /// <param name="loader">Finds what the template includes.</param>
    /// <param name="limits">What rendering may cost; the default when null.</param>
    public TemplateResult Render(JsonElement inputs, TemplateLoader? loader = null, TemplateLimits? limits = null)
    {
        if (!IsValid)
        {
            return new(null, false, Diagnostics);
        }

        var errors = inputs.ValueKind == JsonValueKind.Object
            ? CheckInputs(inputs)
            : [new SchemaError("", "type", "The inputs of a prompt are a JSON object.")];
        if (errors.Count > 0)
        {
            return new(null, false, [.. errors.Select(error => new Diagnostic
            {
                Code = PromptCodes.InvalidInput,
                Message = error.Pointer.Length == 0 ? $"The inputs: {error.Message}." : $"The input {error.Pointer}: {error.Message}.",
                File = File,
            })]);
        }

        ExpressionValue.FromJson(inputs).TryGetMap(out var given);
        var names = new Dictionary<string, ExpressionValue>(StringComparer.Ordinal) { ["output_schema"] = ExpressionValue.FromJson(Output) };
        foreach (var (name, value) in given!)
        {
            names[name] = value;
        }

        return Template!.Render(names, loader, limits);
    }

    private static bool IsEmpty(JsonElement schema) => schema.ValueKind == JsonValueKind.Object && !schema.EnumerateObject().Any();

    private static IReadOnlyList<SchemaError> Check(JsonElement schema, JsonElement value)
    {
        var mistakes = new List<Diagnostic>();
        return JsonSchema.TryRead(schema, default, mistakes, out var read)
            ? read.Validate(value)
            : [.. mistakes.Select(mistake => new SchemaError("", "", mistake.Message))];
    }
}
