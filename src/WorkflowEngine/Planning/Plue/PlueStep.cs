using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Planning.Plue;

/// <summary>A step as a body plans it. Changes only while the body runs.</summary>
internal sealed class PlueStep
{
    public required string Id { get; init; }

    public required PlueStepKind Kind { get; init; }

    /// <summary>The name the author gave; null when there is none.</summary>
    public string? Label { get; init; }

    /// <summary>The command of a shell step.</summary>
    public string? Command { get; init; }

    public IReadOnlyDictionary<string, string> Env { get; init; } = EmptyMap.Strings;

    /// <summary>The function of a Python step.</summary>
    public string? Function { get; init; }

    public PromptCall? Prompt { get; init; }

    public TimeSpan? Timeout { get; init; }

    public string? WorkingDirectory { get; init; }

    /// <summary>The arguments as the author wrote them, by name.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Config { get; init; } = [];

    /// <summary>Ids, or words that name no step; null when none were given.</summary>
    public IReadOnlyList<string>? DependsOn { get; init; }

    public IReadOnlyList<PlueStep> Children { get; init; } = [];

    /// <summary>Names that the output has; null when they are not known.</summary>
    public IReadOnlySet<string>? OutputNames { get; init; }

    public SourceSpan Span { get; init; }

    /// <summary>How many children run at once; null means all.</summary>
    public int? MaxParallel { get; init; }

    /// <summary>The functions whose steps were planned in their place, as a name; null for a step of the body itself.</summary>
    public string? Prefix { get; set; }

    /// <summary>The group that took the step in; null for a step of its own.</summary>
    public PlueStep? Group { get; set; }
}
