using WorkflowEngine.Definitions;

namespace WorkflowEngine.Sources.Packs;

/// <summary>What was loaded. One bad file never hides another.</summary>
public sealed record PackLoadResult
{
    /// <summary>The packs that were looked at, in ordinal order; also those without workflows.</summary>
    public IReadOnlyList<string> Packs { get; init; } = [];

    /// <summary>The workflows in ordinal order of their refs, also those that are not valid; each carries its findings.</summary>
    public IReadOnlyList<WorkflowDefinition> Definitions { get; init; } = [];

    /// <summary>Every error, in the order of packs, files and lines; warnings stay with their definitions.</summary>
    public IReadOnlyList<PackError> Errors { get; init; } = [];

    /// <summary>How many workflow files there are.</summary>
    public int Files { get; init; }

    /// <summary>How many of them were read and parsed because they are new or have changed.</summary>
    public int FilesRead { get; init; }
}
