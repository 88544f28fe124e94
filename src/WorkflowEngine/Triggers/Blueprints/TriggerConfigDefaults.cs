namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>What a workflow has that never said anything.</summary>
internal static class TriggerConfigDefaults
{
    public static TriggerConfig Of(TriggerBlueprint blueprint) =>
        new() { TriggerType = blueprint.TriggerType, IsEnabled = blueprint.DefaultIsEnabled };

    public static IReadOnlyList<TriggerConfig> Of(BlueprintSet blueprints) => [.. blueprints.Blueprints.Select(Of)];
}
