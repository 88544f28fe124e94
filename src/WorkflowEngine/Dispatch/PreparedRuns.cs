using WorkflowEngine.Storage;

namespace WorkflowEngine.Dispatch;

/// <summary>Runs that are ready to be stored, with the plan of each.</summary>
internal sealed record PreparedRuns(RunCreation Creation, CachedPlan[] Plans);
