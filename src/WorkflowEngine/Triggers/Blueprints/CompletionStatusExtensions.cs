using System.Collections.Immutable;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>The names of <see cref="CompletionStatus"/>: written in capitals, read in any case, with names for groups of them.</summary>
public static class CompletionStatusExtensions
{
    private static readonly ImmutableArray<CompletionStatus> All = [.. Enum.GetValues<CompletionStatus>()];

    /// <summary>The name of a status, such as <c>COMPLETE</c>.</summary>
    public static string ToName(this CompletionStatus status) => status switch
    {
        CompletionStatus.Complete => "COMPLETE",
        CompletionStatus.Failed => "FAILED",
        CompletionStatus.Stopped => "STOPPED",
        CompletionStatus.Cancelled => "CANCELLED",
        _ => "UNAUTHORIZED",
    };

    /// <summary>Reads the name of one status, in any case. False for anything else, such as the name of a status of jobs that go on.</summary>
    public static bool TryParse(string? name, out CompletionStatus status)
    {
        foreach (var known in All)
        {
            if (string.Equals(known.ToName(), name, StringComparison.OrdinalIgnoreCase))
            {
                status = known;
                return true;
            }
        }

        status = default;
        return false;
    }

    /// <summary>Reads the name of a status or of a group: <c>success</c>, <c>failure</c>, <c>cancelled</c>, <c>any</c>.</summary>
    internal static IReadOnlyList<CompletionStatus>? FindGroup(string? name) => name switch
    {
        "success" => [CompletionStatus.Complete],
        "failure" => [CompletionStatus.Failed, CompletionStatus.Unauthorized],
        "cancelled" => [CompletionStatus.Stopped, CompletionStatus.Cancelled],
        "any" => All,
        _ => TryParse(name, out var status) ? [status] : null,
    };
}
