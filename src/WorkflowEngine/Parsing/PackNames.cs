using System.Text.RegularExpressions;

namespace WorkflowEngine.Parsing;

/// <summary>What the names and versions of packs and actions look like.</summary>
internal static partial class PackNames
{
    /// <summary>A lower-case letter and at least one more letter, digit, dash or underscore.</summary>
    public static bool IsPack(string name) => name.Length <= DefinitionLimits.NameLength && !name.EndsWith('\n') && Pack().IsMatch(name);

    /// <summary>The pack and the name of an action, in lower case, with one dot between them.</summary>
    public static bool IsAction(string name) =>
        name.Split('.') is [{ Length: > 0 }, { Length: > 0 }]
        && name.Length <= DefinitionLimits.NameLength
        && !name.Any(char.IsUpper);

    /// <summary>A version as Semantic Versioning 2.0.0 defines it.</summary>
    public static bool IsVersion(string version) => !version.EndsWith('\n') && Version().IsMatch(version);

    [GeneratedRegex("^[a-z][a-z0-9_-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Pack();

    [GeneratedRegex(
        @"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?$",
        RegexOptions.NonBacktracking)]
    private static partial Regex Version();
}
