namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>A kind of job whose completion workflows may be started by.</summary>
/// <param name="TriggerType">The name of the kind, such as <c>TRAIN</c>; compared exactly.</param>
/// <param name="Name">The name shown to people.</param>
/// <param name="Description">What switching it on does, in one sentence.</param>
/// <param name="DefaultIsEnabled">Whether a workflow that never said anything about it is started. Default: false.</param>
public sealed record TriggerBlueprint(string TriggerType, string Name, string Description, bool DefaultIsEnabled = false);
