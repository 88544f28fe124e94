using Microsoft.Extensions.Logging;

namespace WorkflowEngine.Dispatch;

internal sealed partial class RunDriver
{
    [LoggerMessage(100, LogLevel.Error, "Facts of run {RunId} could not be stored")]
    private static partial void LogApplyFailed(ILogger logger, long runId, Exception exception);

    [LoggerMessage(101, LogLevel.Warning, "Facts of run {RunId} could not be stored yet (attempt {Attempt})")]
    private static partial void LogApplyRetried(ILogger logger, long runId, int attempt, Exception exception);

    [LoggerMessage(102, LogLevel.Debug, "Run {RunId} was changed elsewhere: version {Known} is now {Current}")]
    private static partial void LogRefreshed(ILogger logger, long runId, long known, long current);

    [LoggerMessage(103, LogLevel.Warning, "Run {RunId} could not be read yet (attempt {Attempt})")]
    private static partial void LogLoadRetried(ILogger logger, long runId, int attempt, Exception exception);
}
