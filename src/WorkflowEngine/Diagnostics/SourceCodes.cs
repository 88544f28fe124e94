namespace WorkflowEngine.Diagnostics;

/// <summary>Codes of findings while looking for workflow files (<c>WF6xxx</c>).</summary>
public static class SourceCodes
{
    /// <summary>A file or folder cannot be read.</summary>
    public const string Unreadable = "WF6001";

    /// <summary>A file is larger than a workflow file may be.</summary>
    public const string TooLarge = "WF6002";

    /// <summary>A folder has more workflow files than are read.</summary>
    public const string TooManyFiles = "WF6003";

    /// <summary>A link leads out of the root.</summary>
    public const string LeavesRoot = "WF6004";

    /// <summary>Two files define the same workflow.</summary>
    public const string DuplicateWorkflow = "WF6005";
}
