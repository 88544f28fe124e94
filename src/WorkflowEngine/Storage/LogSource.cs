namespace WorkflowEngine.Storage;

/// <summary>Where a log line came from.</summary>
public enum LogSource
{
    /// <summary>Standard output of the step.</summary>
    Output = 0,

    /// <summary>Standard error of the step.</summary>
    Error = 1,

    /// <summary>The engine, about the step.</summary>
    Engine = 2,
}
