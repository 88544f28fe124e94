using System.Text.Json;

namespace WorkflowEngine.Parsing;

/// <summary>What is known of a workflow before its file is read: from its place, or from the action that names the file.</summary>
internal sealed record TaskWorkflowHeader
{
    /// <summary>Nothing is known: the file says it all.</summary>
    public static TaskWorkflowHeader None { get; } = new();

    public string? Ref { get; init; }

    public string? Label { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Wins over the schema in the file, so that several actions may share one file.</summary>
    public JsonElement? Parameters { get; init; }

    public JsonElement? Output { get; init; }
}
