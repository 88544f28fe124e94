using Microsoft.Extensions.Logging;

namespace WorkflowEngine.Execution;

internal sealed partial class JobWorker
{
    [LoggerMessage(110, LogLevel.Information, "Worker {Worker} takes up to {MaxConcurrentJobs} jobs at once")]
    private static partial void LogStarted(ILogger logger, string worker, int maxConcurrentJobs);

    [LoggerMessage(111, LogLevel.Error, "Claiming tasks failed; trying again")]
    private static partial void LogClaimFailed(ILogger logger, Exception exception);

    [LoggerMessage(112, LogLevel.Error, "Run {RunId}, job {Job}, attempt {Attempt} could not be executed or reported")]
    private static partial void LogTaskFailed(ILogger logger, long runId, int job, int attempt, Exception exception);

    [LoggerMessage(113, LogLevel.Warning, "The lease on run {RunId}, job {Job}, attempt {Attempt} was lost; its result does not count")]
    private static partial void LogLeaseLost(ILogger logger, long runId, int job, int attempt);

    [LoggerMessage(114, LogLevel.Warning, "The end of run {RunId}, job {Job}, attempt {Attempt} came too late and does not count")]
    private static partial void LogEndRefused(ILogger logger, long runId, int job, int attempt);

    [LoggerMessage(115, LogLevel.Information, "Waiting for {Count} running jobs, at most {Timeout}")]
    private static partial void LogDraining(ILogger logger, int count, TimeSpan timeout);
}
