namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>How patterns of job names are written.</summary>
public enum NameSyntax
{
    /// <summary><c>*</c>, <c>?</c> and <c>[..]</c>; the pattern covers the whole name.</summary>
    Glob,

    /// <summary>A regular expression that is found anywhere in the name.</summary>
    Regex,
}
