using Microsoft.Extensions.Logging;

namespace WorkflowEngine.Dispatch;

internal sealed partial class EndedJobs
{
    [LoggerMessage(EventId = 2102, Level = LogLevel.Error, Message = "Telling of jobs that ended failed; it is tried again after {Pause}.")]
    private static partial void LogFailed(ILogger logger, TimeSpan pause, Exception exception);
}
