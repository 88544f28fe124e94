using System.Text;
using System.Text.Json;

namespace WorkflowEngine.Triggers.Webhooks;

/// <summary>Reads the document in the body of a webhook: JSON, or a form with JSON in the field <c>payload</c>.</summary>
internal static class WebhookBody
{
    private const int MaxDepth = 64;

    /// <summary>The document; null when there is none that can be read.</summary>
    public static JsonElement? Read(ReadOnlyMemory<byte> body, string? contentType)
    {
        try
        {
            if (contentType is not null && contentType.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            {
                return FindPayload(Encoding.UTF8.GetString(body.Span)) is { } payload ? Parse(Encoding.UTF8.GetBytes(payload)) : null;
            }

            return Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
    }

    private static string? FindPayload(string form)
    {
        foreach (var range in form.AsSpan().Split('&'))
        {
            var field = form.AsSpan(range);
            if (field.StartsWith("payload="))
            {
                return Uri.UnescapeDataString(field["payload=".Length..].ToString().Replace('+', ' '));
            }
        }

        return null;
    }
}
