using System.Collections.ObjectModel;
using System.Text.Json;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Definitions;

internal static class EmptyMap
{
    public static IReadOnlyDictionary<string, string> Strings { get; } = ReadOnlyDictionary<string, string>.Empty;

    public static IReadOnlyDictionary<string, JsonElement> Json { get; } = ReadOnlyDictionary<string, JsonElement>.Empty;

    public static IReadOnlyDictionary<string, ExpressionTemplate> Templates { get; } = ReadOnlyDictionary<string, ExpressionTemplate>.Empty;
}
