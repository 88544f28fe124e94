using System.Globalization;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Engine;

/// <summary>Finds the run that the user named.</summary>
internal static class RunLookup
{
    /// <summary>Opens a store to look for a run in it; it is not made when it does not exist.</summary>
    /// <exception cref="UsageException">Nothing was ever run with this store.</exception>
    public static Task<EngineSession> OpenAsync(string? store, bool verbose, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var choice = StoreChoice.ParseShared(store, environment);
        return choice.Exists
            ? EngineSession.OpenAsync(new() { Store = choice, Log = verbose ? environment.Error : null }, cancellationToken)
            : throw new UsageException($"there are no runs yet: {choice} does not exist");
    }

    public static async Task<long> FindAsync(IWorkflowClient client, string text, CancellationToken cancellationToken)
    {
        if (text == "latest")
        {
            var newest = await client.ListAsync(new RunQuery { Limit = 1 }, cancellationToken).ConfigureAwait(false);
            return newest.Count > 0 ? newest[0].Id : throw new UsageException("there are no runs yet");
        }

        return long.TryParse(text.AsSpan().TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new UsageException($"'{text}' is not a run: write its id, or 'latest'");
    }

    public static async Task<RunDetails> ReadAsync(IWorkflowClient client, string text, CancellationToken cancellationToken)
    {
        var id = await FindAsync(client, text, cancellationToken).ConfigureAwait(false);
        return await client.GetAsync(id, cancellationToken).ConfigureAwait(false) ?? throw NoRun(text);
    }

    public static UsageException NoRun(string text) => new($"there is no run {text}");
}
