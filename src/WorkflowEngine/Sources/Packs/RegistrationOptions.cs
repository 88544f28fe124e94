namespace WorkflowEngine.Sources.Packs;

/// <summary>What registering does with workflows that are there already, or that have errors.</summary>
public sealed record RegistrationOptions
{
    /// <summary>Both rules as they are by default.</summary>
    public static RegistrationOptions Default { get; } = new();

    /// <summary>Whether other content of a ref replaces what is registered. Default: true.</summary>
    public bool UpdateExisting { get; init; } = true;

    /// <summary>
    /// Whether a workflow with errors leaves what is registered as it is. Default: true. Otherwise it replaces it. Either way it cannot
    /// start, and a sync keeps one whose ref is new, so that its errors can be seen in the catalogue.
    /// </summary>
    public bool SkipInvalid { get; init; } = true;
}
