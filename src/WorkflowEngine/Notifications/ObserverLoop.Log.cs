using Microsoft.Extensions.Logging;

namespace WorkflowEngine.Notifications;

internal sealed partial class ObserverLoop
{
    [LoggerMessage(140, LogLevel.Error, "Observer {Observer} or the store failed; it goes on in {Pause} with what the observer has not taken")]
    private static partial void LogFailed(ILogger logger, string observer, TimeSpan pause, Exception exception);
}
