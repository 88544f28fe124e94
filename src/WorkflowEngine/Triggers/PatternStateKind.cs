namespace WorkflowEngine.Triggers;

internal enum PatternStateKind : byte
{
    Character,
    Set,

    /// <summary><c>*</c>: any characters but a slash.</summary>
    Star,

    /// <summary><c>**</c>: any characters.</summary>
    GlobStar,

    /// <summary>The first character of <c>**/</c>, which as a whole may be missing.</summary>
    FoldersStart,

    /// <summary>The other characters of <c>**/</c>, up to a slash.</summary>
    FoldersRest,
}
