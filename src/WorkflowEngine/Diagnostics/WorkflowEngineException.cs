namespace WorkflowEngine.Diagnostics;

/// <summary>The engine cannot go on with what it was asked, and it is neither a user's mistake nor a lost race nor the store.</summary>
public sealed class WorkflowEngineException : Exception
{
    /// <summary>Makes the exception with a message.</summary>
    public WorkflowEngineException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and its cause.</summary>
    public WorkflowEngineException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the exception without a message.</summary>
    public WorkflowEngineException()
    {
    }
}
