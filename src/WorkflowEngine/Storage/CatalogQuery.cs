using WorkflowEngine.Definitions;

namespace WorkflowEngine.Storage;

/// <summary>Which workflows of the catalogue to list; all conditions must hold.</summary>
public sealed record CatalogQuery
{
    /// <summary>The scope, such as a pack; null means all.</summary>
    public Scope? Scope { get; init; }

    /// <summary>A text in the ref, the label or the description, in upper or lower case; null means any.</summary>
    public string? Text { get; init; }

    /// <summary>Tags of which the workflow must have at least one; empty means any. Default: empty.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether it must be valid, or must not be; null means either.</summary>
    public bool? IsValid { get; init; }

    /// <summary>Whether it must be enabled, or must not be; null means either.</summary>
    public bool? IsEnabled { get; init; }

    /// <summary>How many of those that match are left out at the beginning. Default: 0.</summary>
    public int Skip { get; init; }

    /// <summary>How many are given at most. Default: 50.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>What <see cref="Text"/> is looked for in: ref, label and description, in lower case, a line each.</summary>
    public static string SearchTextOf(WorkflowDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Fold($"{definition.Ref}\n{definition.Label}\n{definition.Description}");
    }

    /// <summary>The text as it is looked for.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.ToLowerInvariant();
    }
}
