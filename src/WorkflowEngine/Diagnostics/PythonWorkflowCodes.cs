namespace WorkflowEngine.Diagnostics;

/// <summary>Codes of findings about workflows in Python files (<c>WF2xxx</c>).</summary>
public static class PythonWorkflowCodes
{
    /// <summary>An argument is not the kind of literal it must be.</summary>
    public const string InvalidArgument = "WF2001";

    /// <summary>An argument is not one that the decorator or trigger takes.</summary>
    public const string UnknownArgument = "WF2002";

    /// <summary>There is no trigger of that name.</summary>
    public const string UnknownTrigger = "WF2003";

    /// <summary>Two workflows of a file have the same name.</summary>
    public const string DuplicateWorkflow = "WF2004";

    /// <summary>The function cannot be a workflow.</summary>
    public const string InvalidFunction = "WF2005";

    /// <summary>The argument is understood but has no effect yet.</summary>
    public const string NotSupported = "WF2006";

    /// <summary>The file is larger than the limit.</summary>
    public const string FileTooLarge = "WF2007";
}
