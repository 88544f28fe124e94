using Microsoft.Extensions.Logging;

namespace WorkflowEngine.Dispatch.Schedules;

internal sealed partial class ScheduleLoop
{
    [LoggerMessage(140, LogLevel.Error, "Schedules could not be fired; the next look is in {Delay}")]
    private static partial void LogFailed(ILogger logger, TimeSpan delay, Exception exception);

    [LoggerMessage(141, LogLevel.Warning, "{Missed} occurrences of schedule {Trigger} of workflow {Workflow} in {Scope} were passed over")]
    private static partial void LogMissed(ILogger logger, int missed, string trigger, string workflow, string scope);

    [LoggerMessage(142, LogLevel.Error, "Schedule {Trigger} of workflow {Workflow} in {Scope} cannot start a run; its occurrence is passed over")]
    private static partial void LogUnstartable(ILogger logger, string trigger, string workflow, string scope, Exception exception);
}
