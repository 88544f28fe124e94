using Microsoft.Extensions.Logging;

namespace WorkflowEngine.Execution;

internal sealed partial class LeaseReaper
{
    [LoggerMessage(120, LogLevel.Warning, "The worker of run {RunId}, job {Job}, attempt {Attempt} was lost; the task was taken from it")]
    private static partial void LogReaped(ILogger logger, long runId, int job, int attempt);

    [LoggerMessage(121, LogLevel.Error, "Looking for lost workers failed; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(122, LogLevel.Error, "Run {RunId}, job {Job}, attempt {Attempt} could not be taken from its lost worker")]
    private static partial void LogTakeFailed(ILogger logger, long runId, int job, int attempt, Exception exception);
}
