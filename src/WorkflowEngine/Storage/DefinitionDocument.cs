using System.Text;
using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Expressions;
using WorkflowEngine.Storage.Documents;

namespace WorkflowEngine.Storage;

/// <summary>
/// The stored form of a <see cref="WorkflowDefinition"/>, diagnostics and all: JSON with a format version. The same content gives the
/// same bytes.
/// </summary>
public static class DefinitionDocument
{
    private const int FormatVersion = 1;
    private const string Name = "a definition";

    /// <summary>Writes a definition as text.</summary>
    public static string Write(WorkflowDefinition definition)
    {
        using var buffer = new PooledBuffer();
        Write(buffer, definition);
        return Encoding.UTF8.GetString(buffer.Written);
    }

    /// <summary>Writes a definition as UTF-8.</summary>
    public static byte[] WriteUtf8(WorkflowDefinition definition)
    {
        using var buffer = new PooledBuffer();
        Write(buffer, definition);
        return buffer.Written.ToArray();
    }

    /// <summary>SHA-256 of the document, 64 lower-case hexadecimal digits: two definitions with the same hash have the same content.</summary>
    public static string Hash(WorkflowDefinition definition)
    {
        using var buffer = new PooledBuffer();
        Write(buffer, definition);
        return DocumentFormat.Hash(buffer.Written);
    }

    /// <summary>SHA-256 of a document that was written as UTF-8; the same as that of its definition.</summary>
    public static string Hash(ReadOnlySpan<byte> utf8) => DocumentFormat.Hash(utf8);

    /// <summary>Reads a definition from text.</summary>
    /// <exception cref="WorkflowStoreException">The document is broken or of a newer format.</exception>
    public static WorkflowDefinition Read(string json) => DocumentFormat.Read(json, 0, static (utf8, _) => Read(utf8));

    /// <summary>Reads a definition from UTF-8.</summary>
    /// <exception cref="WorkflowStoreException">The document is broken or of a newer format.</exception>
    public static WorkflowDefinition Read(ReadOnlySpan<byte> utf8)
    {
        var root = DocumentFormat.Parse(utf8, Name, FormatVersion);
        try
        {
            return new()
            {
                Scope = new(root.RequiredText("scope"u8)),
                Ref = root.RequiredText("ref"u8),
                Label = root.Text("label"u8),
                Description = root.Text("description"u8),
                Tags = root.Texts("tags"u8) ?? [],
                Version = root.Text("version"u8),
                Parameters = root.TryGetProperty("parameters"u8, out var parameters) ? parameters.Clone() : null,
                Output = root.TryGetProperty("output"u8, out var output) ? output.Clone() : null,
                Vars = root.Values("vars"u8),
                Outputs = ReadOutputs(root),
                Cancellation = (CancellationPolicy)root.Int("cancellation"u8),
                Source = root.TryGetProperty("source"u8, out var source) ? ReadSource(source) : null,
                Agent = root.Flag("agent"u8),
                Inputs = root.List("inputs"u8, InputJson.Read),
                Triggers = root.List("triggers"u8, TriggerJson.Read),
                Jobs = root.List("jobs"u8, JobJson.Read),
                Program = root.TryGetProperty("program"u8, out var program)
                    ? new(program.RequiredText("text"u8), program.RequiredText("function"u8)) { Prompts = program.List("prompts"u8, PromptJson.Read) }
                    : null,
                Env = root.Map("env"u8),
                Concurrency = CommonJson.ReadConcurrency(root),
                AllowSelfTrigger = root.Flag("allowSelfTrigger"u8),
                Diagnostics = root.List("diagnostics"u8, DiagnosticJson.Read),
            };
        }
        catch (Exception exception) when (DocumentFormat.IsBroken(exception))
        {
            throw DocumentFormat.Broken(Name, exception);
        }
    }

    private static void Write(PooledBuffer buffer, WorkflowDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        using var writer = new Utf8JsonWriter(buffer, DocumentFormat.WriterOptions);
        writer.WriteStartObject();
        writer.WriteNumber("formatVersion"u8, FormatVersion);
        writer.WriteString("scope"u8, definition.Scope.Name);
        writer.WriteString("ref"u8, definition.Ref);
        writer.WriteOptional("label"u8, definition.Label);
        writer.WriteOptional("description"u8, definition.Description);
        writer.WriteSomeTexts("tags"u8, definition.Tags);
        writer.WriteOptional("version"u8, definition.Version);
        writer.WriteOptional("parameters"u8, definition.Parameters);
        writer.WriteOptional("output"u8, definition.Output);
        writer.WriteValues("vars"u8, definition.Vars);
        writer.WriteMap(
            "outputs"u8, definition.Outputs.ToDictionary(entry => entry.Key, entry => entry.Value.Source, StringComparer.Ordinal));
        writer.WriteOptional("cancellation"u8, (int)definition.Cancellation);
        if (definition.Source is { } source)
        {
            writer.WriteStartObject("source"u8);
            writer.WriteString("file"u8, source.File);
            writer.WriteString("sha256"u8, source.Sha256);
            writer.WriteNumber("format"u8, (int)source.Format);
            writer.WriteEndObject();
        }

        writer.WriteOptional("agent"u8, definition.Agent);
        WriteAll(writer, "inputs"u8, definition.Inputs, InputJson.Write);
        WriteAll(writer, "triggers"u8, definition.Triggers, TriggerJson.Write);
        WriteAll(writer, "jobs"u8, definition.Jobs, JobJson.Write);
        if (definition.Program is { } program)
        {
            writer.WriteStartObject("program"u8);
            writer.WriteString("text"u8, program.Text);
            writer.WriteString("function"u8, program.Function);
            WriteAll(writer, "prompts"u8, program.Prompts, PromptJson.Write);
            writer.WriteEndObject();
        }

        writer.WriteMap("env"u8, definition.Env);
        CommonJson.WriteConcurrency(writer, definition.Concurrency);
        writer.WriteOptional("allowSelfTrigger"u8, definition.AllowSelfTrigger);
        WriteAll(writer, "diagnostics"u8, definition.Diagnostics, DiagnosticJson.Write);
        writer.WriteEndObject();
    }

    private static void WriteAll<T>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<T> values, Action<Utf8JsonWriter, T> write)
    {
        if (values.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            write(writer, value);
        }

        writer.WriteEndArray();
    }

    private static IReadOnlyDictionary<string, ExpressionTemplate> ReadOutputs(JsonElement root) =>
        !root.TryGetProperty("outputs"u8, out var outputs) ? EmptyMap.Templates : outputs.EnumerateObject().ToDictionary(
            output => output.Name, output => CommonJson.ReadText(output.Value.GetString()!, default), StringComparer.Ordinal);

    private static WorkflowSource ReadSource(JsonElement source) => new(
        source.RequiredText("file"u8), source.RequiredText("sha256"u8), (WorkflowFormat)source.GetProperty("format"u8).GetInt32());
}
