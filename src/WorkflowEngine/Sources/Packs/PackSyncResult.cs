using WorkflowEngine.Storage;

namespace WorkflowEngine.Sources.Packs;

/// <summary>What bringing the catalogue in line with the files of a pack did.</summary>
public sealed record PackSyncResult
{
    /// <summary>The pack.</summary>
    public required string Pack { get; init; }

    /// <summary>How many workflows its files have, valid or not.</summary>
    public int Loaded { get; init; }

    /// <summary>How many of them the catalogue now has with the content of their files.</summary>
    public int Registered { get; init; }

    /// <summary>How many were added, changed and removed.</summary>
    public CatalogChange Change { get; init; }

    /// <summary>The refs the catalogue now has of the pack, in ordinal order.</summary>
    public IReadOnlyList<string> Workflows { get; init; } = [];

    /// <summary>What is wrong with its files.</summary>
    public IReadOnlyList<PackError> Errors { get; init; } = [];
}
