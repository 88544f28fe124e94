namespace WorkflowEngine.Diagnostics;

/// <summary>Codes of findings in YAML files (<c>WF3xxx</c>): below 3100 about the text, from 3100 about its meaning.</summary>
public static class YamlCodes
{
    /// <summary>The text is not valid YAML.</summary>
    public const string Syntax = "WF3001";

    /// <summary>The file has more bytes, or more values, than the reader accepts.</summary>
    public const string TooLarge = "WF3002";

    /// <summary>The bytes are not UTF-8.</summary>
    public const string NotUtf8 = "WF3003";

    /// <summary>The text has a control character or half a surrogate pair.</summary>
    public const string InvalidCharacter = "WF3004";

    /// <summary>A line is indented with a tab.</summary>
    public const string TabIndentation = "WF3005";

    /// <summary>Values are nested deeper than the reader accepts.</summary>
    public const string TooDeep = "WF3006";

    /// <summary>The aliases of the file expand to more than the reader accepts.</summary>
    public const string AliasBudget = "WF3007";

    /// <summary>An alias names no anchor, or one that contains the alias.</summary>
    public const string UnknownAlias = "WF3008";

    /// <summary>The file uses the merge key <c>&lt;&lt;</c>.</summary>
    public const string MergeKey = "WF3009";

    /// <summary>The file holds more than one document.</summary>
    public const string SeveralDocuments = "WF3010";

    /// <summary>A mapping has the same key twice.</summary>
    public const string DuplicateKey = "WF3011";

    /// <summary>A key is a list or a mapping.</summary>
    public const string KeyNotText = "WF3012";

    /// <summary>The file has no content.</summary>
    public const string Empty = "WF3013";

    /// <summary>A value carries a tag that the reader does not know.</summary>
    public const string UnknownTag = "WF3014";

    /// <summary>There are more findings than are reported.</summary>
    public const string TooManyFindings = "WF3015";

    /// <summary>A value has the wrong type, such as a list where text is expected.</summary>
    public const string WrongType = "WF3101";

    /// <summary>A key has no meaning at its place.</summary>
    public const string UnknownKey = "WF3102";

    /// <summary>Two keys were given of which only one may be.</summary>
    public const string ConflictingKeys = "WF3103";

    /// <summary>A key is understood but has no effect yet.</summary>
    public const string NotSupported = "WF3104";

    /// <summary>The file is written in a dialect that is not read yet.</summary>
    public const string OtherDialect = "WF3105";

    /// <summary>A value has the right type but not a possible value.</summary>
    public const string InvalidValue = "WF3106";

    /// <summary>A step does not say in exactly one way what it does.</summary>
    public const string StepKind = "WF3107";

    /// <summary>The <c>ref</c> in the file differs from the file's name.</summary>
    public const string RefMismatch = "WF3108";

    /// <summary>A filter has no patterns.</summary>
    public const string EmptyFilter = "WF3109";

    /// <summary>A key has no effect without another one.</summary>
    public const string KeyWithoutEffect = "WF3110";
}
