using WorkflowEngine.Storage;

namespace WorkflowEngine.Execution;

/// <summary>Takes the lines of one step.</summary>
public interface IStepLog
{
    /// <summary>
    /// Adds text that may hold any number of lines and may end in the middle of one; safe for several callers.
    /// Lines over the limit are cut, and lines after the step's log is full are counted and dropped.
    /// </summary>
    /// <param name="source">Where the text came from.</param>
    /// <param name="text">The text.</param>
    void Write(LogSource source, ReadOnlySpan<char> text);
}
