using System.Text.Json;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Definitions;

/// <summary>A value that whoever starts a workflow may give it.</summary>
public sealed record InputDefinition
{
    /// <summary>The name, unique in the workflow.</summary>
    public required string Name { get; init; }

    /// <summary>What a value is. Default: text.</summary>
    public InputType Type { get; init; }

    /// <summary>What the input is for.</summary>
    public string? Description { get; init; }

    /// <summary>Whether a start without a value is refused, unless there is a default. Default: false.</summary>
    public bool Required { get; init; }

    /// <summary>The value when none is given; null means that the input is then absent.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>The only possible values; empty means any of the type. Default: empty.</summary>
    public IReadOnlyList<JsonElement> Choices { get; init; } = [];

    /// <summary>Whether the value is kept out of stored text, logs and messages. Default: false.</summary>
    public bool Secret { get; init; }

    /// <summary>Where the input was written.</summary>
    public SourceSpan Span { get; init; }
}
