using System.Text.Json;

namespace WorkflowEngine.Triggers;

/// <summary>What somebody wrote in an event: the text that a <c>contains</c> filter looks at.</summary>
internal static class EventText
{
    private static readonly (string Parent, string Property)[] Nested =
    [
        ("comment", "body"), ("review", "body"), ("head_commit", "message"), ("issue", "body"), ("pull_request", "body"),
    ];

    private static readonly string[] Direct = ["message", "body", "text", "prompt"];

    /// <summary>Whether the text is in the comment, or else in the message, of an event.</summary>
    public static bool Contains(WorkflowEvent occurrence, string text)
    {
        if (occurrence.Payload is not { ValueKind: JsonValueKind.Object } payload)
        {
            return false;
        }

        foreach (var (parent, property) in Nested)
        {
            if (payload.TryGetProperty(parent, out var holder)
                && holder.ValueKind == JsonValueKind.Object
                && TryContains(holder, property, text, out var contains))
            {
                return contains;
            }
        }

        foreach (var property in Direct)
        {
            if (TryContains(payload, property, text, out var contains))
            {
                return contains;
            }
        }

        return false;
    }

    private static bool TryContains(JsonElement holder, string property, string text, out bool contains)
    {
        contains = false;
        if (!holder.TryGetProperty(property, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        contains = value.GetString()!.Contains(text, StringComparison.Ordinal);
        return true;
    }
}
