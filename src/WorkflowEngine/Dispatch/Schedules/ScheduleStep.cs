using WorkflowEngine.Storage;

namespace WorkflowEngine.Dispatch.Schedules;

/// <summary>A step that is to be made.</summary>
/// <param name="Firing">The step.</param>
/// <param name="Runs">The run it starts, with its plan; null when it starts none.</param>
/// <param name="Missed">How many occurrences it passes over.</param>
internal sealed record ScheduleStep(ScheduleFiring Firing, PreparedRuns? Runs, int Missed = 0);
