namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>Which names a job may have. A job without a name passes when nothing is included by name.</summary>
public sealed record JobNameFilter
{
    /// <summary>The most patterns each list may have.</summary>
    public const int MaxPatterns = 32;

    /// <summary>The most characters a pattern may have.</summary>
    public const int MaxPatternLength = 256;

    /// <summary>The name must match one of these. Default: none, which lets every name pass.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>The name must match none of these. Default: none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>How the patterns are written. Default: <see cref="NameSyntax.Glob"/>.</summary>
    public NameSyntax Syntax { get; init; }

    /// <summary>Whether capital and small letters are the same. Default: false.</summary>
    public bool IgnoreCase { get; init; }
}
