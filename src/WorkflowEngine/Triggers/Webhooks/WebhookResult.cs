namespace WorkflowEngine.Triggers.Webhooks;

/// <summary>What a webhook says, or why it is not heard.</summary>
/// <param name="StatusCode">The HTTP status to answer with.</param>
/// <param name="Message">One sentence for whoever looks at the sender's list of deliveries.</param>
/// <param name="Event">The event to dispatch, of the default scope; null when there is none.</param>
/// <param name="Repository">The address of the repository in its <see cref="RepositoryAddress"/> form; null when the payload has none.</param>
public sealed record WebhookResult(int StatusCode, string Message, WorkflowEvent? Event = null, string? Repository = null);
