using System.Collections.ObjectModel;

namespace WorkflowEngine.Definitions;

internal static class EmptyMap
{
    public static IReadOnlyDictionary<string, string> Strings { get; } = ReadOnlyDictionary<string, string>.Empty;
}
