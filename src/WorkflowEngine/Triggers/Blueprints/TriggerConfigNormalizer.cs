using System.Text.Json;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>
/// Makes of anything that may be stored one configuration per blueprint, in their order. Reads and the matcher both see what this gives,
/// so what is shown is what fires. It never fails: what cannot be read becomes its default and a warning.
/// </summary>
internal static class TriggerConfigNormalizer
{
    private const int MaxTextLength = 1024 * 1024;

    /// <summary>Normalizes what is stored: nothing, a text that holds JSON, or a JSON value.</summary>
    public static IReadOnlyList<TriggerConfig> Normalize(JsonElement? stored, BlueprintSet blueprints, List<string>? warnings = null)
    {
        if (stored is { ValueKind: JsonValueKind.String } text)
        {
            return NormalizeText(text.GetString(), blueprints, warnings);
        }

        return NormalizeValue(stored ?? default, blueprints, warnings);
    }

    /// <summary>Normalizes a stored text.</summary>
    public static IReadOnlyList<TriggerConfig> NormalizeText(string? stored, BlueprintSet blueprints, List<string>? warnings = null)
    {
        using var decoded = stored is null ? null : Decode(stored, warnings);
        return NormalizeValue(decoded?.RootElement ?? default, blueprints, warnings);
    }

    private static TriggerConfig[] NormalizeValue(JsonElement value, BlueprintSet blueprints, List<string>? warnings)
    {
        var entries = value.ValueKind == JsonValueKind.Array ? FirstOfEachType(value) : [];
        var problems = warnings ?? [];
        var reader = new TriggerConfigReader(problems);
        var configs = new TriggerConfig[blueprints.Blueprints.Count];
        for (var i = 0; i < configs.Length; i++)
        {
            configs[i] = TriggerConfigDefaults.Of(blueprints.Blueprints[i]);
            if (entries.TryGetValue(configs[i].TriggerType, out var entry))
            {
                configs[i] = reader.Read(entry, configs[i] with { IsEnabled = IsEnabled(entry, configs[i], problems) });
            }
        }

        return configs;
    }

    private static bool IsEnabled(JsonElement entry, TriggerConfig initial, List<string> problems)
    {
        if (!entry.TryGetProperty("is_enabled", out var value))
        {
            return initial.IsEnabled;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        problems.Add($"is_enabled of trigger_type {initial.TriggerType} is not a boolean");
        return initial.IsEnabled;
    }

    private static Dictionary<string, JsonElement> FirstOfEachType(JsonElement list)
    {
        var entries = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var entry in list.EnumerateArray())
        {
            if (entry.ValueKind == JsonValueKind.Object
                && entry.TryGetProperty("trigger_type", out var type) && type.ValueKind == JsonValueKind.String)
            {
                entries.TryAdd(type.GetString()!, entry);
            }
        }

        return entries;
    }

    private static JsonDocument? Decode(string text, List<string>? warnings)
    {
        if (text.Length is > 0 and <= MaxTextLength)
        {
            try
            {
                return JsonDocument.Parse(text);
            }
            catch (JsonException)
            {
                warnings?.Add("the stored trigger configurations are not JSON");
            }
        }

        return null;
    }
}
