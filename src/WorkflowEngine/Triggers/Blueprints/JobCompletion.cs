using System.Text.Json;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>A job that ended, of the engine's own runs or of the host's. The same job and attempt is told of once, however often it is published.</summary>
public sealed record JobCompletion
{
    /// <summary>The most characters a job id or a type may have.</summary>
    public const int MaxNameLength = 255;

    /// <summary>What the job belongs to; null when it belongs to nothing, so that only workflows that listen to every scope are started.</summary>
    public Scope? Scope { get; init; }

    /// <summary>The job, unique within its scope among those who publish; 1 to <see cref="MaxNameLength"/> characters.</summary>
    public required string JobId { get; init; }

    /// <summary>Which attempt of the job ended, from 1; a job that ran again has another. Default: 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>What kind of job it was, such as <c>TRAIN</c>; a type without blueprint starts nothing.</summary>
    public required string Type { get; init; }

    /// <summary>How it ended. Default: complete.</summary>
    public CompletionStatus Status { get; init; }

    /// <summary>The job's name; null takes the first text of <c>name, template_name, evaluator, generator, exporter</c> in the data.</summary>
    public string? Name { get; init; }

    /// <summary>How far the job came, as the host counts; null when it does not.</summary>
    public double? Progress { get; init; }

    /// <summary>What else there is to know of the job; null when nothing is.</summary>
    public JsonElement? JobData { get; init; }

    /// <summary>The engine's run that the job was part of; null for jobs of the host.</summary>
    public long? RunId { get; init; }

    /// <summary>When it ended; null means when the engine was told.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whether an older system has noted in the job's data that its triggers were processed.</summary>
    public bool IsMarked =>
        JobData is { ValueKind: JsonValueKind.Object } data
        && data.TryGetProperty("triggers_processed", out var mark) && mark.ValueKind == JsonValueKind.True;
}
