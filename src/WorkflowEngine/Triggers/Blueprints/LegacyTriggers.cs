using System.Text.Json;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>Reads what the two older forms of storage say, so that it can be taken over. Taking over twice changes nothing.</summary>
internal static class LegacyTriggers
{
    /// <summary>The workflow ids that an enabled row starts, as text and in order; none of one that does not count or cannot be read.</summary>
    public static IReadOnlyList<string> WorkflowsOf(LegacyTriggerRow row)
    {
        if (!row.IsEnabled || row.Config is not { } config)
        {
            return [];
        }

        using var decoded = Decode(config);
        var value = decoded?.RootElement ?? config;
        return value.ValueKind == JsonValueKind.Object
            && value.TryGetProperty("workflow_ids", out var ids) && ids.ValueKind == JsonValueKind.Array
            ? [.. ids.EnumerateArray().Select(Text).OfType<string>()]
            : [];
    }

    /// <summary>
    /// The types that the document of a workflow names in its <c>triggers</c>, the plain list of the second older form; a document that
    /// is something else names none.
    /// </summary>
    /// <param name="config">The document, decoded or as text.</param>
    /// <param name="blueprints">The types there are.</param>
    /// <param name="unknown">What was named and is no type.</param>
    public static IReadOnlyList<string> TypesIn(JsonElement config, BlueprintSet blueprints, List<string>? unknown = null)
    {
        using var decoded = Decode(config);
        var value = decoded?.RootElement ?? config;
        if (value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("triggers", out var triggers) || triggers.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var types = new List<string>();
        foreach (var entry in triggers.EnumerateArray())
        {
            var type = entry.ValueKind == JsonValueKind.String ? BlueprintSet.Canonical(entry.GetString()!) : null;
            if (type is null || !blueprints.TryFind(type, out _))
            {
                unknown?.Add(entry.ValueKind == JsonValueKind.String ? entry.GetString()! : entry.GetRawText());
            }
            else if (!types.Contains(type))
            {
                types.Add(type);
            }
        }

        return types;
    }

    /// <summary>Switches types on and leaves everything else as it is.</summary>
    public static IReadOnlyList<TriggerConfig> Enable(IReadOnlyList<TriggerConfig> configs, IReadOnlyCollection<string> types) =>
        [.. configs.Select(config => types.Contains(config.TriggerType) ? config with { IsEnabled = true } : config)];

    private static JsonDocument? Decode(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(value.GetString()!);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement id) => id.ValueKind switch
    {
        JsonValueKind.Number => id.GetRawText(),
        JsonValueKind.String => id.GetString(),
        _ => null,
    };
}
