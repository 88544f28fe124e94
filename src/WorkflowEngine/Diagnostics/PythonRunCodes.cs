namespace WorkflowEngine.Diagnostics;

/// <summary>Codes of findings while Python is evaluated (<c>WF12xx</c>).</summary>
public static class PythonRunCodes
{
    /// <summary>The program raised an exception that nothing caught.</summary>
    public const string UncaughtException = "WF1201";

    /// <summary>The program took more steps than it may.</summary>
    public const string TooManySteps = "WF1202";

    /// <summary>Calls or values are nested more deeply than they may be.</summary>
    public const string TooDeep = "WF1203";

    /// <summary>A list, dictionary, set or other collection became too large.</summary>
    public const string CollectionTooLarge = "WF1204";

    /// <summary>A text or a sequence of bytes became too long.</summary>
    public const string TextTooLong = "WF1205";

    /// <summary>An integer has more bits than it may.</summary>
    public const string IntegerTooLarge = "WF1206";

    /// <summary>The values made by the program need too much memory.</summary>
    public const string TooMuchMemory = "WF1207";

    /// <summary>The program printed more than it may.</summary>
    public const string TooMuchOutput = "WF1208";

    /// <summary>A name with a leading underscore was used as an attribute.</summary>
    public const string PrivateAttribute = "WF1209";

    /// <summary>A built-in function was used that reaches outside the program.</summary>
    public const string ForbiddenName = "WF1210";

    /// <summary>A module was imported that is not provided.</summary>
    public const string ForbiddenImport = "WF1211";

    /// <summary>The program uses a part of the language that is not evaluated.</summary>
    public const string NotSupported = "WF1212";
}
