using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Sources.Packs;

/// <summary>Something that is wrong with a file of a pack.</summary>
/// <param name="Ref">The workflow the file is for; null when it is for none.</param>
/// <param name="Stage">How far the file came.</param>
/// <param name="Diagnostic">What is wrong, with the path, the line and the column.</param>
public sealed record PackError(string? Ref, PackLoadStage Stage, Diagnostic Diagnostic)
{
    /// <summary>The file, relative to the folder of the packs, with forward slashes; null when it is about no file.</summary>
    public string? Path => Diagnostic.File;

    /// <summary>The finding as compilers write it.</summary>
    public override string ToString() => Diagnostic.ToString();

    internal static PackError Of(string? workflow, Diagnostic diagnostic) => new(workflow, StageOf(diagnostic.Code), diagnostic);

    private static PackLoadStage StageOf(string code) => code switch
    {
        SourceCodes.TooLarge => PackLoadStage.Size,
        SourceCodes.Unreadable => PackLoadStage.Read,
        _ when code.StartsWith("WF6", StringComparison.Ordinal) => PackLoadStage.Find,
        _ when code.StartsWith("WF3", StringComparison.Ordinal) => PackLoadStage.Parse,
        _ => PackLoadStage.Validate,
    };
}
