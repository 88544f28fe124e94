namespace WorkflowEngine.Triggers.Webhooks;

/// <summary>A webhook as it came in.</summary>
public sealed record WebhookRequest
{
    /// <summary>Who sent it.</summary>
    public required WebhookProvider Provider { get; init; }

    /// <summary>The headers of the request; names are compared without case by <see cref="Webhook"/>.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The bytes of the body as they were sent: the signature is over them.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
