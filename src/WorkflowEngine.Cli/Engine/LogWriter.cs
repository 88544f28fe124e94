using Microsoft.Extensions.Logging;

namespace WorkflowEngine.Cli.Engine;

internal sealed class LogWriter(TextWriter output, string category) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var cause = exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})";
        var text = $"[{Level(logLevel)}] {category}: {formatter(state, exception)}{cause}";
        lock (output)
        {
            output.WriteLine(text);
        }
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        _ => "error",
    };
}
