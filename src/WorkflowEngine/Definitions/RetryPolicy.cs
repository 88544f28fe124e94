using WorkflowEngine.Expressions;

namespace WorkflowEngine.Definitions;

/// <summary>How often and when a failed job or step is attempted again.</summary>
public sealed record RetryPolicy
{
    /// <summary>How many further attempts follow the first. Default: 0. At most 100.</summary>
    public int Count { get; init; }

    /// <summary>The wait before the first further attempt. Default: none.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How the wait grows. Default: <see cref="RetryBackoff.Constant"/>.</summary>
    public RetryBackoff Backoff { get; init; }

    /// <summary>The longest wait; null means one hour.</summary>
    public TimeSpan? MaxDelay { get; init; }

    /// <summary>The share of the wait, from 0 to 1, by which it is varied at random. Default: 0.</summary>
    public double Jitter { get; init; }

    /// <summary>Reason codes that are worth another attempt; empty means every failure. Default: empty.</summary>
    public IReadOnlyList<string> RetryOn { get; init; } = [];

    /// <summary>Makes another attempt only when it is true of the failed one; null means always.</summary>
    public Expression? When { get; init; }
}
