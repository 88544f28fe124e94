namespace WorkflowEngine.Storage;

/// <summary>What registering a definition did.</summary>
public enum RegistrationOutcome
{
    /// <summary>The ref is new.</summary>
    Created = 0,

    /// <summary>The ref has new content.</summary>
    Updated = 1,

    /// <summary>The content was there already.</summary>
    Unchanged = 2,

    /// <summary>The ref is there with other content, and it was not to be changed.</summary>
    Exists = 3,
}
