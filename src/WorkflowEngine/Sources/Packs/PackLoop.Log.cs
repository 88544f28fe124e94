using Microsoft.Extensions.Logging;

namespace WorkflowEngine.Sources.Packs;

internal sealed partial class PackLoop
{
    [LoggerMessage(EventId = 7001, Level = LogLevel.Information, Message = "Pack {Pack}: {Added} workflows added, {Changed} changed, {Removed} removed")]
    private static partial void LogSynced(ILogger logger, string pack, int added, int changed, int removed);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Warning, Message = "{Error}")]
    private static partial void LogError(ILogger logger, string error);

    [LoggerMessage(EventId = 7003, Level = LogLevel.Error, Message = "The packs of {Folder} could not be followed")]
    private static partial void LogFailed(ILogger logger, string folder, Exception exception);
}
