using Microsoft.Extensions.Logging;

namespace WorkflowEngine.Dispatch;

internal sealed partial class PendingTriggers
{
    [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "Looking for delayed starts failed; it is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
