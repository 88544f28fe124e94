using Microsoft.Extensions.Logging;

namespace WorkflowEngine.Cli.Engine;

/// <summary>Writes what the engine logs as plain lines.</summary>
internal sealed class LogWriterProvider(TextWriter output) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LogWriter(output, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void Dispose()
    {
    }
}
