namespace WorkflowEngine.Diagnostics;

/// <summary>Codes of findings in Python source text (<c>WF1xxx</c>).</summary>
public static class PythonCodes
{
    /// <summary>The text is not valid Python.</summary>
    public const string Syntax = "WF1001";
}
