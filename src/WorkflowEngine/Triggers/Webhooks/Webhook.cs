using System.Text.Json;

namespace WorkflowEngine.Triggers.Webhooks;

/// <summary>Turns webhooks of GitHub and GitLab into events. Pure: the caller looks up the rules before and dispatches afterwards.</summary>
public static class Webhook
{
    /// <summary>
    /// The repository that a request is about, so that its rules can be looked up. Nothing of the request has been verified then: use it
    /// for that only.
    /// </summary>
    /// <returns>The address as <see cref="RepositoryAddress.Normalize"/> writes it; null when the request names none.</returns>
    public static string? FindRepository(WebhookRequest request, int maxBodySize = 25 * 1024 * 1024)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Body.Length <= maxBodySize && WebhookBody.Read(request.Body, Header(request, "Content-Type")) is { } payload
            ? Repository(request.Provider, payload)
            : null;
    }

    /// <summary>Verifies a request and reads its event. Answers a ping without asking for a signature, for it starts nothing.</summary>
    /// <param name="request">The request.</param>
    /// <param name="rules">What the repository accepts.</param>
    public static WebhookResult Read(WebhookRequest request, WebhookRules rules)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(rules);
        if (request.Body.Length > rules.MaxBodySize)
        {
            return new(413, $"The body has more than {rules.MaxBodySize} bytes.");
        }

        var name = Header(request, request.Provider == WebhookProvider.GitHub ? "X-GitHub-Event" : "X-Gitlab-Event");
        if (name == "ping")
        {
            return new(200, "pong");
        }

        if (!rules.Secrets.Any(secret => secret.Length > 0))
        {
            return new(500, "No secret is configured, so nobody can be believed.");
        }

        if (!IsGenuine(request, rules.Secrets))
        {
            return new(401, "The signature is not one of a known secret.");
        }

        if (string.IsNullOrEmpty(name) || WebhookBody.Read(request.Body, Header(request, "Content-Type")) is not { } payload)
        {
            return new(400, "The request names no event or has no JSON object.");
        }

        var repository = Repository(request.Provider, payload);
        var occurrence = request.Provider == WebhookProvider.GitHub ? GitHubPayload.Read(name, payload) : GitLabPayload.Read(payload);
        return occurrence is null ? new(200, "There is nothing to start.", Repository: repository) : Admit(request, rules, occurrence, repository);
    }

    /// <summary>What the event is called where pull requests have one event for each thing that happens; empty when it has no such name.</summary>
    internal static string GenericName(WorkflowEvent occurrence) => occurrence.Name switch
    {
        EventNames.Push => occurrence.Ref switch
        {
            null => string.Empty,
            _ when occurrence.Ref.StartsWith("refs/heads/", StringComparison.Ordinal) => EventNames.Push,
            _ when occurrence.Ref.StartsWith("refs/tags/", StringComparison.Ordinal) => EventVocabulary.TagCreated,
            _ => string.Empty,
        },
        EventNames.PullRequest => EventVocabulary.OthersOf(occurrence) is [var only, ..] ? only : string.Empty,
        "ping" => "ping",
        _ => string.Empty,
    };

    private static WebhookResult Admit(WebhookRequest request, WebhookRules rules, WorkflowEvent occurrence, string? repository)
    {
        var generic = GenericName(occurrence);
        var branch = occurrence.BaseRef ?? occurrence.RefName;
        var accepted = rules.Accepts(generic.Length > 0 ? generic : occurrence.Name, branch)
            || (generic.Length > 0 && generic != occurrence.Name && generic != EventVocabulary.TagCreated
                && rules.Events is not null && rules.Accepts(occurrence.Name, branch));
        if (!accepted)
        {
            return new(200, "The repository does not accept this event.", Repository: repository);
        }

        var delivery = Header(request, request.Provider == WebhookProvider.GitHub ? "X-GitHub-Delivery" : "X-Gitlab-Event-UUID")
            ?? Header(request, "Idempotency-Key");
        return new(200, "Accepted.", occurrence with { DeliveryId = delivery is { Length: > 0 and <= 255 } ? delivery : null }, repository);
    }

    private static bool IsGenuine(WebhookRequest request, IReadOnlyList<string> secrets) => request.Provider == WebhookProvider.GitHub
        ? WebhookSignature.IsSigned(request.Body.Span, Header(request, "X-Hub-Signature-256"), secrets)
        : WebhookSignature.IsToken(Header(request, "X-Gitlab-Token"), secrets);

    private static string? Repository(WebhookProvider provider, JsonElement payload) =>
        (provider == WebhookProvider.GitHub ? GitHubPayload.Repository(payload) : GitLabPayload.Repository(payload)) is { } address
            ? RepositoryAddress.Normalize(address)
            : null;

    private static string? Header(WebhookRequest request, string name)
    {
        foreach (var (header, value) in request.Headers)
        {
            if (header.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }
}
