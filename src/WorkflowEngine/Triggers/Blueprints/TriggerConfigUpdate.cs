using System.Text.Json;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>
/// Checks what a caller wants the configurations of a workflow to be. The rules are applied entry by entry in a fixed order, and the
/// first that is broken is the answer; nothing is changed then.
/// </summary>
internal static class TriggerConfigUpdate
{
    /// <summary>Replaces all: one entry per blueprint, in any order. Members that an entry leaves out keep what is stored.</summary>
    public static IReadOnlyList<TriggerConfig>? Replace(
        JsonElement configs, IReadOnlyList<TriggerConfig> stored, BlueprintSet blueprints, out string? error)
    {
        if (configs.ValueKind != JsonValueKind.Array || configs.GetArrayLength() != blueprints.Blueprints.Count)
        {
            error = $"There must be exactly {blueprints.Blueprints.Count} trigger configurations, one of each type";
            return null;
        }

        return Apply(configs, stored, blueprints, mustSwitch: true, out error);
    }

    /// <summary>Changes those that are named and leaves the others as they are.</summary>
    public static IReadOnlyList<TriggerConfig>? Set(
        JsonElement configs, IReadOnlyList<TriggerConfig> stored, BlueprintSet blueprints, out string? error)
    {
        if (configs.ValueKind != JsonValueKind.Array || configs.GetArrayLength() == 0)
        {
            error = "There must be a list with at least one trigger configuration";
            return null;
        }

        return Apply(configs, stored, blueprints, mustSwitch: false, out error);
    }

    private static TriggerConfig[]? Apply(
        JsonElement configs, IReadOnlyList<TriggerConfig> stored, BlueprintSet blueprints, bool mustSwitch, out string? error)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var updated = stored.ToArray();
        foreach (var entry in configs.EnumerateArray())
        {
            error = Check(entry, seen, blueprints, mustSwitch, out var type);
            if (error is not null)
            {
                return null;
            }

            var problems = new List<string>();
            var index = Array.FindIndex(updated, config => config.TriggerType == type);
            var changed = entry.TryGetProperty("is_enabled", out var enabled)
                ? updated[index] with { IsEnabled = enabled.GetBoolean() }
                : updated[index];
            updated[index] = new TriggerConfigReader(problems).Read(entry, changed);
            if (problems.Count > 0)
            {
                error = $"Invalid {problems[0]}";
                return null;
            }
        }

        error = null;
        return updated;
    }

    private static string? Check(JsonElement entry, HashSet<string> seen, BlueprintSet blueprints, bool mustSwitch, out string type)
    {
        type = "";
        if (entry.ValueKind != JsonValueKind.Object)
        {
            return "Each trigger config must be a dictionary (a JSON object)";
        }

        var isGiven = entry.TryGetProperty("trigger_type", out var given);
        type = isGiven && given.ValueKind == JsonValueKind.String ? given.GetString()! : "";
        if (!blueprints.TryFind(type, out _))
        {
            var shown = !isGiven ? "none" : given.ValueKind == JsonValueKind.String ? type : given.GetRawText();
            return $"Invalid trigger_type: {Cut(shown)}. It must be one of: "
                + string.Join(", ", blueprints.Blueprints.Select(blueprint => blueprint.TriggerType));
        }

        var isBoolean = entry.TryGetProperty("is_enabled", out var enabled)
            ? enabled.ValueKind is JsonValueKind.True or JsonValueKind.False
            : !mustSwitch;
        if (!isBoolean)
        {
            return $"is_enabled must be a boolean for trigger_type: {type}";
        }

        return seen.Add(type) ? null : $"Duplicate trigger_type: {type}";
    }

    private static string Cut(string text) => text.Length <= 100 ? text : text[..100] + "...";
}
