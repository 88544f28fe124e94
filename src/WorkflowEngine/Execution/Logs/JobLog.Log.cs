using Microsoft.Extensions.Logging;

namespace WorkflowEngine.Execution.Logs;

internal sealed partial class JobLog
{
    [LoggerMessage(EventId = 5101, Level = LogLevel.Warning,
        Message = "Log lines of run {RunId}, job {Job}, attempt {Attempt} could not be stored yet; they are kept and tried again.")]
    private static partial void LogAppendFailed(ILogger logger, long runId, int job, int attempt, Exception exception);

    [LoggerMessage(EventId = 5102, Level = LogLevel.Error,
        Message = "{Count} log lines of run {RunId}, job {Job}, attempt {Attempt} are lost: the store did not take them.")]
    private static partial void LogLinesLost(ILogger logger, int count, long runId, int job, int attempt);
}
