using System.Diagnostics.CodeAnalysis;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>The kinds of jobs that workflows may be started by, in the order in which they are always shown. Immutable.</summary>
public sealed class BlueprintSet
{
    /// <summary>The most kinds a set may have.</summary>
    public const int MaxCount = 100;

    private readonly Dictionary<string, TriggerBlueprint> _byType;

    private BlueprintSet(IReadOnlyList<TriggerBlueprint> blueprints)
    {
        Blueprints = blueprints;
        _byType = blueprints.ToDictionary(blueprint => blueprint.TriggerType, StringComparer.Ordinal);
    }

    /// <summary>The six predefined kinds.</summary>
    public static BlueprintSet Default { get; } = new(
    [
        new("TRAIN", "On Training Completed", "Starts the workflow after every training job that completes"),
        new("DOWNLOAD_MODEL", "On Model Downloaded", "Starts the workflow after every model download that completes"),
        new("LOAD_MODEL", "On Model Loaded", "Starts the workflow after every model that was loaded"),
        new("EXPORT_MODEL", "On Model Exported", "Starts the workflow after every model export that completes"),
        new("EVAL", "On Evaluation Completed", "Starts the workflow after every evaluation job that completes"),
        new("GENERATE", "On Generation Completed", "Starts the workflow after every generation job that completes"),
    ]);

    /// <summary>The kinds, in order.</summary>
    public IReadOnlyList<TriggerBlueprint> Blueprints { get; }

    /// <summary>The same set with more kinds at its end.</summary>
    /// <exception cref="ArgumentException">A kind has no name or one that is taken, or there are more than <see cref="MaxCount"/>.</exception>
    public BlueprintSet With(params IReadOnlyList<TriggerBlueprint> more)
    {
        ArgumentNullException.ThrowIfNull(more);
        var all = new List<TriggerBlueprint>(Blueprints);
        foreach (var blueprint in more)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(blueprint.TriggerType, nameof(more));
            if (all.Exists(known => known.TriggerType == Canonical(blueprint.TriggerType)))
            {
                throw new ArgumentException($"There is a blueprint '{blueprint.TriggerType}' already.", nameof(more));
            }

            all.Add(blueprint);
        }

        return all.Count <= MaxCount
            ? new BlueprintSet(all)
            : throw new ArgumentException($"At most {MaxCount} blueprints are allowed.", nameof(more));
    }

    /// <summary>Finds a kind by its exact name.</summary>
    public bool TryFind(string triggerType, [NotNullWhen(true)] out TriggerBlueprint? blueprint) =>
        _byType.TryGetValue(triggerType, out blueprint);

    /// <summary>The name that a type of job goes by here: <c>EXPORT</c> is an older name of <c>EXPORT_MODEL</c>.</summary>
    public static string Canonical(string jobType) => jobType == "EXPORT" ? "EXPORT_MODEL" : jobType;
}
