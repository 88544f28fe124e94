using Microsoft.Extensions.Logging;

namespace WorkflowEngine.Execution;

internal sealed partial class LeaseRenewal
{
    [LoggerMessage(130, LogLevel.Error, "Renewing leases failed; trying again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
