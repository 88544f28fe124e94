using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Runs;

internal static class LogText
{
    public static string Source(LogSource source) => source switch
    {
        LogSource.Output => "output",
        LogSource.Error => "error",
        _ => "engine",
    };
}
