namespace WorkflowEngine.Triggers.Webhooks;

/// <summary>Who sends a webhook, which decides about headers, signature and payload.</summary>
public enum WebhookProvider
{
    /// <summary>GitHub, and what speaks its format: signed with HMAC-SHA256 in <c>X-Hub-Signature-256</c>.</summary>
    GitHub = 0,

    /// <summary>GitLab: a shared token in <c>X-Gitlab-Token</c>.</summary>
    GitLab = 1,
}
