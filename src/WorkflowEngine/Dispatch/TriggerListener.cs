using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Dispatch;

/// <summary>A workflow's configurations as they were read, normalized and compiled.</summary>
internal sealed class TriggerListener
{
    private readonly Dictionary<string, CompiledTrigger> _triggers;

    private TriggerListener(Scope scope, string workflow, TriggerConfiguration? stored, IReadOnlyList<TriggerConfig> configs)
    {
        Scope = scope;
        Workflow = workflow;
        Stored = stored;
        Configs = configs;
        _triggers = configs.ToDictionary(config => config.TriggerType, config => new CompiledTrigger(config), StringComparer.Ordinal);
    }

    public Scope Scope { get; }

    public string Workflow { get; }

    /// <summary>What is stored; null when nothing is and the defaults apply.</summary>
    public TriggerConfiguration? Stored { get; }

    public IReadOnlyList<TriggerConfig> Configs { get; }

    public static TriggerListener Of(Scope scope, string workflow, TriggerConfiguration? stored, BlueprintSet blueprints) =>
        new(scope, workflow, stored, TriggerConfigNormalizer.NormalizeText(stored?.Configs, blueprints));

    /// <summary>The same workflow with other configurations, as a dry run asks.</summary>
    public TriggerListener With(IReadOnlyList<TriggerConfig> configs) => new(Scope, Workflow, Stored, configs);

    public CompiledTrigger? Find(string type) => _triggers.GetValueOrDefault(type);
}
