using System.Collections.Frozen;

namespace WorkflowEngine.Expressions.Functions;

/// <summary>The names of arguments that may be given by name: <c>items | batch(size=2)</c>. The first one is what a filter is applied to.</summary>
internal static class Parameters
{
    private static readonly FrozenDictionary<string, string[]> All = new Dictionary<string, string[]>
    {
        ["default"] = ["", "value", "boolean"],
        ["batch"] = ["", "size"],
        ["chunks"] = ["", "size"],
        ["round"] = ["", "precision"],
        ["join"] = ["", "sep"],
        ["split"] = ["", "sep"],
        ["replace"] = ["", "from", "to"],
        ["slice"] = ["", "start", "end"],
        ["range"] = ["start", "end"],
        ["map"] = ["", "attribute"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string[]? Of(string function) => All.GetValueOrDefault(function);

    /// <summary>Whether the names are not those of parameters but keys to look for.</summary>
    public static bool TakesKeys(string function) => function is "filter" or "reject";
}
