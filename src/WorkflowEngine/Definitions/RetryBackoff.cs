namespace WorkflowEngine.Definitions;

/// <summary>How the wait between attempts grows.</summary>
public enum RetryBackoff
{
    /// <summary>Always the same wait.</summary>
    Constant = 0,

    /// <summary>The wait times the number of failed attempts.</summary>
    Linear = 1,

    /// <summary>The wait doubles with each failed attempt.</summary>
    Exponential = 2,
}
