using System.Security.Cryptography;
using System.Text;
using WorkflowEngine.Triggers.Webhooks;

namespace WorkflowEngine.Tests.Triggers;

public sealed class WebhookTests
{
    private const string Push = """
        {"ref": "refs/heads/main", "before": "aaaa", "after": "bbbb", "forced": false, "sender": {"login": "me"},
         "repository": {"clone_url": "https://GitHub.com/Org/Repo.git"},
         "commits": [{"added": ["b"], "removed": ["c"], "modified": ["a"]}, {"added": [], "removed": [], "modified": ["a"]}]}
        """;

    private static readonly WebhookRules Rules = new() { Secrets = ["old", "new secret"] };

    [Fact]
    public void A_signed_push_becomes_an_event()
    {
        var result = Webhook.Read(Signed("push", Push), Rules);

        result.StatusCode.Should().Be(200);
        result.Repository.Should().Be("github.com/Org/Repo");
        result.Event!.Should().BeEquivalentTo(new
        {
            Name = "push",
            Ref = "refs/heads/main",
            Sha = "bbbb",
            Before = "aaaa",
            ChangedPaths = new[] { "a", "b", "c" },
            Actor = "me",
            DeliveryId = "delivery-1",
        });
    }

    [Theory]
    [InlineData("\"forced\": false", "\"forced\": true")]
    [InlineData("\"before\": \"aaaa\"", "\"before\": \"0000000000000000000000000000000000000000\"")]
    [InlineData("\"commits\"", "\"others\"")]
    [InlineData("\"added\": [\"b\"], ", "")]
    public void Where_the_payload_does_not_tell_all_paths_they_are_not_known(string text, string replacement) =>
        Webhook.Read(Signed("push", Push.Replace(text, replacement, StringComparison.Ordinal)), Rules).Event!.ChangedPaths.Should().BeNull();

    [Fact]
    public void A_form_is_read_as_well()
    {
        var body = "x=1&payload=" + Uri.EscapeDataString(Push).Replace("%20", "+", StringComparison.Ordinal);

        Webhook.Read(Signed("push", body, "application/x-www-form-urlencoded; charset=utf-8"), Rules).Event!.Sha.Should().Be("bbbb");
    }

    [Fact]
    public void Only_who_knows_a_secret_is_heard()
    {
        var request = Signed("push", Push);
        Webhook.Read(request with { Body = Encoding.UTF8.GetBytes(Push + " ") }, Rules).StatusCode.Should().Be(401);
        Webhook.Read(request, Rules with { Secrets = ["other"] }).StatusCode.Should().Be(401);
        Webhook.Read(request, Rules with { Secrets = [] }).StatusCode.Should().Be(500);
        Webhook.Read(request, Rules with { Secrets = [""] }).StatusCode.Should().Be(500);
        foreach (var signature in new[] { "", "sha256=", "sha256=zz", "sha1=00", "sha256=" + new string('z', 64) })
        {
            var headers = new Dictionary<string, string>(request.Headers) { ["x-hub-signature-256"] = signature };
            Webhook.Read(request with { Headers = headers }, Rules).StatusCode.Should().Be(401);
        }

        Webhook.Read(request with { Headers = new Dictionary<string, string> { ["x-github-event"] = "push" } }, Rules).StatusCode.Should().Be(401);
    }

    [Fact]
    public void What_is_too_large_or_no_document_is_refused()
    {
        Webhook.Read(Signed("push", Push), Rules with { MaxBodySize = 10 }).StatusCode.Should().Be(413);
        Webhook.Read(Signed("push", "[1]"), Rules).StatusCode.Should().Be(400);
        Webhook.Read(Signed("push", "{"), Rules).StatusCode.Should().Be(400);
        Webhook.Read(Signed("push", new string('[', 5000)), Rules).StatusCode.Should().Be(400);
        Webhook.Read(Signed("push", """{"ref": 5, "after": [], "commits": 3, "repository": "x", "sender": null}"""), Rules).StatusCode.Should().Be(200);
    }

    [Fact]
    public void A_ping_is_answered_and_a_deleted_branch_starts_nothing()
    {
        var ping = new WebhookRequest { Provider = WebhookProvider.GitHub, Headers = new Dictionary<string, string> { ["X-GitHub-Event"] = "ping" }, Body = default };
        Webhook.Read(ping, Rules).Message.Should().Be("pong");
        var deleted = Push.Replace("\"bbbb\"", "\"0000000000000000000000000000000000000000\"", StringComparison.Ordinal);
        Webhook.Read(Signed("push", deleted), Rules).Should().BeEquivalentTo(new { StatusCode = 200, Event = (object?)null });
    }

    [Fact]
    public void A_merge_request_of_GitLab_is_a_pull_request()
    {
        const string Body = """
            {"object_kind": "merge_request", "user": {"username": "me"}, "project": {"git_http_url": "https://gitlab.example.com/o/r.git"},
             "object_attributes": {"action": "merge", "source_branch": "f", "target_branch": "main", "merge_commit_sha": "mmmm",
             "last_commit": {"id": "llll"}}}
            """;
        var request = new WebhookRequest
        {
            Provider = WebhookProvider.GitLab,
            Headers = new Dictionary<string, string>
            {
                ["X-Gitlab-Event"] = "Merge Request Hook",
                ["X-Gitlab-Token"] = "new secret",
                ["X-Gitlab-Event-UUID"] = "u-1",
            },
            Body = Encoding.UTF8.GetBytes(Body),
        };

        var result = Webhook.Read(request, Rules with { Events = ["pull_request_merged"], Branches = ["main"] });

        result.Event!.Should().BeEquivalentTo(new { Name = "pull_request", Action = "closed", BaseRef = "main", Sha = "mmmm", DeliveryId = "u-1" });
        result.Repository.Should().Be("gitlab.example.com/o/r");
        Webhook.FindRepository(request).Should().Be("gitlab.example.com/o/r");
        Webhook.Read(request, Rules with { Events = ["pull_request_closed"] }).Event.Should().BeNull();
        Webhook.Read(request, Rules with { Secrets = ["new secre"] }).StatusCode.Should().Be(401);
    }

    [Theory]
    [InlineData("git@github.com:org/repo.git", "github.com/org/repo")]
    [InlineData("https://user:pw@github.com/org/repo", "github.com/org/repo")]
    [InlineData("HTTPS://GitHub.com/Org/Repo/", "github.com/Org/Repo")]
    [InlineData("ssh://git@host:2222/a.git", "host:2222/a")]
    public void The_address_of_a_repository_has_one_form_and_no_password(string given, string expected) =>
        RepositoryAddress.Normalize(given).Should().Be(expected);

    private static WebhookRequest Signed(string name, string body, string contentType = "application/json")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return new()
        {
            Provider = WebhookProvider.GitHub,
            Headers = new Dictionary<string, string>
            {
                ["x-github-event"] = name,
                ["x-hub-signature-256"] = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("new secret"), bytes)),
                ["X-GitHub-Delivery"] = "delivery-1",
                ["Content-Type"] = contentType,
            },
            Body = bytes,
        };
    }
}
