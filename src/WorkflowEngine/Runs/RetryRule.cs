using WorkflowEngine.Definitions;

namespace WorkflowEngine.Runs;

/// <summary>Whether a failed attempt is followed by another one, and when.</summary>
internal static class RetryRule
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    /// <summary>Whether another attempt is left after one that failed for a reason.</summary>
    /// <param name="policy">The policy; null allows none.</param>
    /// <param name="failedAttempts">How many attempts failed before this one.</param>
    /// <param name="reason">Why this one failed.</param>
    public static bool Allows(RetryPolicy? policy, int failedAttempts, StatusReason? reason)
    {
        if (policy is null || failedAttempts >= policy.Count)
        {
            return false;
        }

        if (policy.RetryOn.Count == 0)
        {
            return true;
        }

        foreach (var code in policy.RetryOn)
        {
            if (code == reason?.Code)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The wait before the next attempt.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="failedAttempts">How many attempts failed so far, from 1.</param>
    /// <param name="seed">Makes the jitter the same for the same attempt in every process, so that a transition computed twice is the same.</param>
    public static TimeSpan Delay(RetryPolicy policy, int failedAttempts, long seed)
    {
        var longest = policy.MaxDelay ?? LongestDelay;
        var factor = policy.Backoff switch
        {
            RetryBackoff.Linear => failedAttempts,
            RetryBackoff.Exponential => Math.Pow(2, Math.Min(failedAttempts - 1, 62)),
            _ => 1d,
        };
        var seconds = Math.Min(policy.Delay.TotalSeconds * factor, longest.TotalSeconds);
        if (policy.Jitter > 0)
        {
            seconds *= 1 + (policy.Jitter * ((2 * Share(seed, failedAttempts)) - 1));
        }

        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, longest.TotalSeconds));
    }

    /// <summary>A number from 0 to 1 that looks random (the finaliser of SplitMix64, Steele, Lea and Flood 2014).</summary>
    private static double Share(long seed, int attempt)
    {
        var x = unchecked(((ulong)seed << 8) + (ulong)attempt + 0x9E3779B97F4A7C15UL);
        x = unchecked((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL);
        x = unchecked((x ^ (x >> 27)) * 0x94D049BB133111EBUL);
        return ((x ^ (x >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
