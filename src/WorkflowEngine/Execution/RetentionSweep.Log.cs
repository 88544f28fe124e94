using Microsoft.Extensions.Logging;

namespace WorkflowEngine.Execution;

internal sealed partial class RetentionSweep
{
    [LoggerMessage(150, LogLevel.Information, "{Runs} runs were deleted because they are not kept any longer")]
    private static partial void LogDeleted(ILogger logger, int runs);

    [LoggerMessage(151, LogLevel.Error, "Deleting old runs failed; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
