using System.Text.Json;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>Writes the kinds of jobs as a JSON array, for those who offer them to people.</summary>
internal static class BlueprintSetWriter
{
    public static void Write(Utf8JsonWriter writer, BlueprintSet blueprints)
    {
        writer.WriteStartArray();
        foreach (var blueprint in blueprints.Blueprints)
        {
            writer.WriteStartObject();
            writer.WriteString("trigger_type", blueprint.TriggerType);
            writer.WriteString("name", blueprint.Name);
            writer.WriteString("description", blueprint.Description);
            writer.WriteBoolean("default_is_enabled", blueprint.DefaultIsEnabled);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
