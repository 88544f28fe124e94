namespace WorkflowEngine.Diagnostics;

/// <summary>Codes of findings in templates with statements (<c>WF51xx</c>), both when they are read and when they are rendered.</summary>
public static class TemplateCodes
{
    /// <summary>A tag cannot be read, is not closed, or stands where it cannot stand.</summary>
    public const string Syntax = "WF5101";

    /// <summary>There is no statement of that name.</summary>
    public const string UnknownStatement = "WF5102";

    /// <summary>There is no filter of that name.</summary>
    public const string UnknownFilter = "WF5103";

    /// <summary>The template is longer than it may be.</summary>
    public const string TooLarge = "WF5104";

    /// <summary>Statements, includes or macros are nested too deeply.</summary>
    public const string TooDeep = "WF5105";

    /// <summary>The rendered text becomes longer than it may.</summary>
    public const string OutputLimit = "WF5106";

    /// <summary>The loops go round too often.</summary>
    public const string LoopLimit = "WF5107";

    /// <summary>Rendering takes more steps than it may.</summary>
    public const string StepLimit = "WF5108";

    /// <summary>Something was read of a value that is not there.</summary>
    public const string UndefinedValue = "WF5109";

    /// <summary>An included or extended template cannot be found, or lies outside of the folder.</summary>
    public const string NotFound = "WF5110";

    /// <summary>A name stands twice where it can stand once: a block, a parameter.</summary>
    public const string Duplicate = "WF5111";
}
