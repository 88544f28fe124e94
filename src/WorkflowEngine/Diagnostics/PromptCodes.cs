namespace WorkflowEngine.Diagnostics;

/// <summary>Codes of findings in prompt files (<c>WF45xx</c>).</summary>
public static class PromptCodes
{
    /// <summary>The file does not begin with a front part between lines of three dashes.</summary>
    public const string FrontMatter = "WF4501";

    /// <summary>The front part lacks a key that must be there.</summary>
    public const string MissingField = "WF4502";

    /// <summary>A type of the inputs or the output cannot be read.</summary>
    public const string InvalidType = "WF4503";

    /// <summary>A type has a name that is not known, and so is text.</summary>
    public const string UnknownType = "WF4504";

    /// <summary>An input that a prompt is rendered with does not keep to its type.</summary>
    public const string InvalidInput = "WF4505";

    /// <summary>Two files of the folder define a prompt of the same name.</summary>
    public const string DuplicatePrompt = "WF4506";
}
