namespace WorkflowEngine.Storage;

/// <summary>Something in a store that should not be there, or that is missing.</summary>
/// <param name="Rule">The code of the rule that is broken; one of <see cref="StoreRules"/>.</param>
/// <param name="Message">What was found, for people.</param>
public sealed record StoreFinding(string Rule, string Message)
{
    /// <summary>The run it is about; null when it is about none.</summary>
    public long? RunId { get; init; }

    /// <summary>The job's index in the run; null when it is not about a job.</summary>
    public int? Job { get; init; }

    /// <summary>The attempt of the job; null when it is not about an attempt.</summary>
    public int? Attempt { get; init; }
}
