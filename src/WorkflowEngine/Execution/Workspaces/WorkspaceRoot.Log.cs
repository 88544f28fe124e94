using Microsoft.Extensions.Logging;

namespace WorkflowEngine.Execution.Workspaces;

internal sealed partial class WorkspaceRoot
{
    [LoggerMessage(EventId = 5201, Level = LogLevel.Information, Message = "Deleted the workspaces of an engine that is gone: {Folder}")]
    private static partial void LogSwept(ILogger logger, string folder);

    [LoggerMessage(EventId = 5202, Level = LogLevel.Warning, Message = "The folder {Folder} could not be deleted; it is tried again when an engine starts.")]
    private static partial void LogDeleteFailed(ILogger logger, string folder, Exception exception);
}
