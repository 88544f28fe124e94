using System.Text.Json;

namespace WorkflowEngine.Triggers.Webhooks;

/// <summary>Looks into documents that strangers send: what is not there, or is something else, is null.</summary>
internal static class JsonPath
{
    public static JsonElement? Find(this JsonElement element, string path)
    {
        var current = element;
        foreach (var range in path.AsSpan().Split('.'))
        {
            if (current.ValueKind != JsonValueKind.Object || !current.TryGetProperty(path.AsSpan(range), out current))
            {
                return null;
            }
        }

        return current.ValueKind == JsonValueKind.Null ? null : current;
    }

    public static string? FindText(this JsonElement element, string path) =>
        element.Find(path) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    public static bool FindFlag(this JsonElement element, string path) => element.Find(path) is { ValueKind: JsonValueKind.True };
}
