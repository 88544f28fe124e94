using System.Text.Json;

namespace WorkflowEngine.Triggers.Webhooks;

/// <summary>The paths that the commits of a push changed, as far as the payload tells all of them.</summary>
internal static class PushedPaths
{
    /// <summary>Senders cut the list of commits here, and then not all paths are known.</summary>
    private const int MostCommits = 20;

    private static readonly string[] Lists = ["added", "modified", "removed"];

    /// <summary>The paths in ordinal order; null when they are not known: a forced push, a new branch, no or too many commits.</summary>
    public static IReadOnlyList<string>? Of(JsonElement payload)
    {
        if (payload.FindFlag("forced")
            || IsNothing(payload.FindText("before"))
            || payload.Find("commits") is not { ValueKind: JsonValueKind.Array } commits
            || commits.GetArrayLength() is 0 or >= MostCommits
            || (payload.Find("total_commits_count") is { ValueKind: JsonValueKind.Number } total
                && (!total.TryGetInt32(out var count) || count != commits.GetArrayLength())))
        {
            return null;
        }

        var paths = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var commit in commits.EnumerateArray())
        {
            foreach (var list in Lists)
            {
                if (commit.Find(list) is not { ValueKind: JsonValueKind.Array } changed)
                {
                    return null;
                }

                foreach (var path in changed.EnumerateArray())
                {
                    if (path.ValueKind == JsonValueKind.String)
                    {
                        paths.Add(path.GetString()!);
                    }
                }
            }
        }

        return [.. paths];
    }

    /// <summary>Forty zeros, or sixty-four, are git's way to say that there is no commit.</summary>
    public static bool IsNothing(string? sha) => string.IsNullOrEmpty(sha) || !sha.AsSpan().ContainsAnyExcept('0');
}
