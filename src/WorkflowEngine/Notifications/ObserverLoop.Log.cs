using Microsoft.Extensions.Logging;

namespace WorkflowEngine.Notifications;

internal sealed partial class ObserverLoop
{
    [LoggerMessage(140, LogLevel.Error, "Observer {Observer} failed; the same events come again in {Pause}")]
    private static partial void LogFailed(ILogger logger, string observer, TimeSpan pause, Exception exception);
}
