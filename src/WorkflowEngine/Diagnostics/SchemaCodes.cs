namespace WorkflowEngine.Diagnostics;

/// <summary>Codes of findings in JSON Schemas (<c>WF43xx</c>), and of values that do not keep to one.</summary>
public static class SchemaCodes
{
    /// <summary>A keyword has a value that it cannot have.</summary>
    public const string InvalidKeyword = "WF4301";

    /// <summary>A keyword that restricts values is not understood, so ignoring it would accept what it forbids.</summary>
    public const string NotSupported = "WF4302";

    /// <summary>A <c>$ref</c> leads out of the schema or to no place in it.</summary>
    public const string UnknownReference = "WF4303";

    /// <summary>The schema is nested too deeply or has too many parts.</summary>
    public const string TooLarge = "WF4304";

    /// <summary>A value does not keep to its schema.</summary>
    public const string InvalidValue = "WF4305";
}
