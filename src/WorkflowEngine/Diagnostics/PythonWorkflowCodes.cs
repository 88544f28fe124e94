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

    /// <summary>The body asks for the result of a step, which is known only when the step has run.</summary>
    public const string ResultNotKnown = "WF2008";

    /// <summary>The workflow could not be planned for the stand-in event; it is planned again for the event that starts it.</summary>
    public const string PlannedLater = "WF2009";

    /// <summary>There is no prompt of that name.</summary>
    public const string UnknownPrompt = "WF2010";

    /// <summary>The workflows of the file together took more steps to plan than they may.</summary>
    public const string FileTooCostly = "WF2011";
}
