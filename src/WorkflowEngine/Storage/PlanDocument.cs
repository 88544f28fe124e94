using System.Text;
using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage.Documents;

namespace WorkflowEngine.Storage;

/// <summary>The stored form of a <see cref="RunPlan"/>: JSON with a format version. The same content gives the same bytes.</summary>
public static class PlanDocument
{
    private const int FormatVersion = 1;
    private const string Name = "a plan";

    /// <summary>Makes a plan and computes its hash.</summary>
    /// <param name="jobs">The jobs, in plan order.</param>
    /// <param name="env">Environment variables of every step.</param>
    /// <param name="log">What was printed while it was planned; null for nothing.</param>
    /// <param name="failure">Why there is no plan; null when there is one.</param>
    public static RunPlan Create(
        IReadOnlyList<PlannedJob> jobs, IReadOnlyDictionary<string, string> env, string? log = null, StatusReason? failure = null)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        ArgumentNullException.ThrowIfNull(env);
        var plan = new RunPlan { Hash = "", Jobs = jobs, Env = env, Log = log, Failure = failure };
        using var buffer = new PooledBuffer();
        Write(buffer, plan);
        return plan with { Hash = DocumentFormat.Hash(buffer.Written) };
    }

    /// <summary>Writes a plan as text.</summary>
    public static string Write(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using var buffer = new PooledBuffer();
        Write(buffer, plan);
        return Encoding.UTF8.GetString(buffer.Written);
    }

    /// <summary>Writes a plan as UTF-8.</summary>
    public static byte[] WriteUtf8(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using var buffer = new PooledBuffer();
        Write(buffer, plan);
        return buffer.Written.ToArray();
    }

    /// <summary>Reads a plan from text.</summary>
    /// <param name="json">The document.</param>
    /// <param name="hash">The key it is stored under.</param>
    /// <exception cref="WorkflowStoreException">The document is broken or of a newer format.</exception>
    public static RunPlan Read(string json, string hash) => DocumentFormat.Read(json, hash, Read);

    /// <summary>Reads a plan from UTF-8.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="hash">The key it is stored under.</param>
    /// <exception cref="WorkflowStoreException">The document is broken or of a newer format.</exception>
    public static RunPlan Read(ReadOnlySpan<byte> utf8, string hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        var root = DocumentFormat.Parse(utf8, Name, FormatVersion);
        try
        {
            var definitions = root.List("definitions"u8, JobJson.Read);
            return new()
            {
                Hash = hash,
                Jobs = root.List("jobs"u8, job => ReadJob(job, definitions)),
                Env = root.Map("env"u8),
                Log = root.Text("log"u8),
                Failure = root.TryGetProperty("failure"u8, out var failure)
                    ? new StatusReason(failure.RequiredText("code"u8), failure.Text("text"u8))
                    : null,
            };
        }
        catch (Exception exception) when (DocumentFormat.IsBroken(exception))
        {
            throw DocumentFormat.Broken(Name, exception);
        }
    }

    // The instances of a fan-out share one definition: it is written once, or a plan of 10,000 instances would hold it 10,000 times.
    private static void Write(PooledBuffer buffer, RunPlan plan)
    {
        var jobs = plan.Jobs;
        using var writer = new Utf8JsonWriter(buffer, DocumentFormat.WriterOptions);
        writer.WriteStartObject();
        writer.WriteNumber("formatVersion"u8, FormatVersion);
        writer.WriteMap("env"u8, plan.Env);
        writer.WriteOptional("log"u8, plan.Log);
        if (plan.Failure is { } failure)
        {
            writer.WriteStartObject("failure"u8);
            writer.WriteString("code"u8, failure.Code);
            writer.WriteOptional("text"u8, failure.Text);
            writer.WriteEndObject();
        }

        var positions = new Dictionary<JobDefinition, int>(ReferenceEqualityComparer.Instance);
        writer.WriteStartArray("definitions"u8);
        foreach (var job in jobs)
        {
            if (positions.TryAdd(job.Definition, positions.Count))
            {
                JobJson.Write(writer, job.Definition);
            }
        }

        writer.WriteEndArray();
        writer.WriteStartArray("jobs"u8);
        foreach (var job in jobs)
        {
            WriteJob(writer, job, positions[job.Definition]);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteJob(Utf8JsonWriter writer, PlannedJob job, int definition)
    {
        writer.WriteStartObject();
        writer.WriteNumber("definition"u8, definition);
        if (job.ItemIndex is { } index)
        {
            writer.WriteNumber("index"u8, index);
        }

        if (job.Item is { } item && !IsItemOfDefinition(job, item))
        {
            writer.WriteOptional("item"u8, job.Item);
        }

        writer.WriteEndObject();
    }

    private static PlannedJob ReadJob(JsonElement element, IReadOnlyList<JobDefinition> definitions)
    {
        var definition = definitions[element.GetProperty("definition"u8).GetInt32()];
        var index = element.OptionalInt("index"u8);
        JsonElement? item = null;
        if (element.TryGetProperty("item"u8, out var own))
        {
            item = own.Clone();
        }
        else if (index is { } position && definition.ForEach is { } forEach && position < forEach.Items.Count)
        {
            item = forEach.Items[position];
        }

        return new() { Definition = definition, ItemIndex = index, Item = item };
    }

    private static bool IsItemOfDefinition(PlannedJob job, JsonElement item) =>
        job.ItemIndex is { } index && index >= 0 && job.Definition.ForEach is { } forEach && index < forEach.Items.Count
        && JsonElement.DeepEquals(forEach.Items[index], item);
}
