namespace WorkflowEngine.Storage;

/// <summary>The store could not do what it was asked; nothing of the operation was kept unless the message says so.</summary>
public sealed class WorkflowStoreException : Exception
{
    /// <summary>Makes the exception with a message.</summary>
    public WorkflowStoreException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and the driver's exception.</summary>
    public WorkflowStoreException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes the exception with a message, the driver's exception and whether trying again may help.</summary>
    public WorkflowStoreException(string message, Exception? innerException, bool isTransient)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Makes the exception without a message.</summary>
    public WorkflowStoreException()
    {
    }

    /// <summary>Whether the same operation may succeed when it is tried again. Default: false.</summary>
    public bool IsTransient { get; }
}
