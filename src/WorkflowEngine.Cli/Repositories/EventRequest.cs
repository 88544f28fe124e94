using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Sources;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Cli.Repositories;

/// <summary>The event that the user described on the command line.</summary>
internal sealed record EventRequest
{
    private const int MaxPayload = 16 * 1024 * 1024;

    public required string Name { get; init; }

    public string? Action { get; init; }

    public string? Ref { get; init; }

    public string? BaseRef { get; init; }

    public string? Sha { get; init; }

    public IReadOnlyList<string> Paths { get; init; } = [];

    public string? PayloadFile { get; init; }

    /// <summary>Fills in what the user left out from the repository.</summary>
    public async Task<WorkflowEvent> ToEventAsync(WorkTree tree, CliEnvironment environment, CancellationToken cancellationToken)
    {
        // A temporary repository has one commit, which stands for whatever branch the user pretends to be on.
        var paths = Paths.Count > 0 ? Paths.Select(path => path.Replace('\\', '/')).ToArray() : null;
        var pushed = await RepositoryEvents.PushAsync(tree.Repository, tree.Scope, Ref, Sha ?? tree.SnapshotSha, paths, cancellationToken)
            .ConfigureAwait(false);
        if (!pushed.IsOk)
        {
            throw new UsageException(Sha is null && Ref is not null ? $"{pushed.Error}; give its commit with --sha" : pushed.Error!);
        }

        var isPush = Name == EventNames.Push;
        var payload = await ReadPayloadAsync(environment, cancellationToken).ConfigureAwait(false);
        return pushed.Value! with
        {
            Name = Name,
            Action = Action,
            BaseRef = BaseRef,
            Before = isPush ? pushed.Value.Before : null,
            Payload = payload ?? (isPush ? pushed.Value.Payload : null),
        };
    }

    /// <summary>The event as far as the user described it, for a file that need not be in a repository.</summary>
    public async Task<WorkflowEvent> ToEventAsync(Scope scope, CliEnvironment environment, CancellationToken cancellationToken) => new()
    {
        Scope = scope,
        Name = Name,
        Action = Action,
        Ref = Ref is null || Ref.StartsWith("refs/", StringComparison.Ordinal) ? Ref ?? "refs/heads/main" : "refs/heads/" + Ref,
        Sha = Sha,
        BaseRef = BaseRef,
        ChangedPaths = Paths.Count > 0 ? [.. Paths.Select(path => path.Replace('\\', '/'))] : null,
        Payload = await ReadPayloadAsync(environment, cancellationToken).ConfigureAwait(false),
        At = environment.Time.GetUtcNow(),
    };

    private async Task<JsonElement?> ReadPayloadAsync(CliEnvironment environment, CancellationToken cancellationToken)
    {
        if (PayloadFile is null)
        {
            return null;
        }

        try
        {
            string text;
            if (PayloadFile == "-")
            {
                text = await environment.In.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                var file = new FileInfo(environment.FullPath(PayloadFile));
                text = file.Length <= MaxPayload
                    ? await File.ReadAllTextAsync(file.FullName, cancellationToken).ConfigureAwait(false)
                    : throw new UsageException($"the payload '{PayloadFile}' is larger than 16 MiB");
            }

            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new UsageException($"the payload '{PayloadFile}' is not JSON: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the payload '{PayloadFile}' cannot be read: {exception.Message}");
        }
    }
}
