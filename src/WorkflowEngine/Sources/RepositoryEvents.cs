using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Sources;

/// <summary>Makes events out of what a repository has.</summary>
internal static class RepositoryEvents
{
    /// <summary>The push of a commit, as a host would report it.</summary>
    /// <param name="repository">The repository that has the commit.</param>
    /// <param name="scope">The scope of the event.</param>
    /// <param name="name">The branch or tag, short or full; null means the one checked out.</param>
    /// <param name="sha">The commit; null means the one the name stands for, or the one checked out.</param>
    /// <param name="paths">The changed paths; null means what the commit changed, which is not known of a first commit.</param>
    /// <param name="cancellationToken">Stops git.</param>
    public static async Task<GitAnswer<WorkflowEvent>> PushAsync(
        GitRepository repository, Scope scope, string? name, string? sha, IReadOnlyList<string>? paths, CancellationToken cancellationToken)
    {
        var commit = await repository.ReadCommitAsync(sha ?? name ?? "HEAD", cancellationToken).ConfigureAwait(false);
        if (!commit.IsOk)
        {
            return GitAnswer<WorkflowEvent>.Failed(commit.Error);
        }

        if (paths is null)
        {
            var changed = await repository.ReadChangedPathsAsync(commit.Value.Parent, commit.Value.Sha, cancellationToken).ConfigureAwait(false);
            if (changed.Error is not null)
            {
                return GitAnswer<WorkflowEvent>.Failed(changed.Error);
            }

            paths = changed.Value;
        }

        var full = await FullRefAsync(repository, name, cancellationToken).ConfigureAwait(false);
        return GitAnswer<WorkflowEvent>.Ok(new()
        {
            Scope = scope,
            Name = EventNames.Push,
            Ref = full,
            Sha = commit.Value.Sha,
            Before = commit.Value.Parent,
            ChangedPaths = paths,
            Actor = await repository.ReadUserAsync(cancellationToken).ConfigureAwait(false),
            Payload = Describe(full, commit.Value),
        });
    }

    private static async Task<string?> FullRefAsync(GitRepository repository, string? name, CancellationToken cancellationToken)
    {
        if (name is null)
        {
            var head = await repository.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
            return head.Value?.Ref;
        }

        return name.StartsWith("refs/", StringComparison.Ordinal)
            ? name
            : await repository.FindRefAsync(name, cancellationToken).ConfigureAwait(false) ?? "refs/heads/" + name;
    }

    private static JsonElement Describe(string? name, GitCommit commit)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("ref", name);
            writer.WriteString("before", commit.Parent);
            writer.WriteString("after", commit.Sha);
            writer.WriteStartObject("head_commit");
            writer.WriteString("id", commit.Sha);
            writer.WriteString("message", commit.Message);
            writer.WriteStartObject("author");
            writer.WriteString("name", commit.Author);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        buffer.Position = 0;
        using var document = JsonDocument.Parse(buffer);
        return document.RootElement.Clone();
    }
}
