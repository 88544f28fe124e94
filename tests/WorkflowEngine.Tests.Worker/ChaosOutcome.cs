using WorkflowEngine.Definitions;

namespace WorkflowEngine.Tests.Worker;

/// <summary>Whether a job succeeds, and how long it takes: known to whoever knows the job, so that a test can compute how a run must end.</summary>
public static class ChaosOutcome
{
    /// <summary>
    /// Whether an attempt succeeds. It depends on how many attempts failed before and not on the number of the attempt: how often a
    /// worker is killed changes that number, and must not change how the job ends.
    /// </summary>
    public static bool Succeeds(Scope scope, long runNumber, string job, int failedAttempts) =>
        Hash($"{scope.Name}/{runNumber}/{job}/{failedAttempts}") % 100 >= FailuresPerHundred(job);

    /// <summary>How long an attempt takes; about a third do not wait at all.</summary>
    public static TimeSpan Duration(long runNumber, string job, int attempt)
    {
        var hash = Hash($"{job}/{attempt}/{runNumber}") % 24;
        return TimeSpan.FromMilliseconds(hash < 8 ? 0 : hash);
    }

    private static uint FailuresPerHundred(string job) => job switch
    {
        "test-a" => 50,
        "lint" => 40,
        _ => 12,
    };

    /// <summary>FNV-1a, then mixed, because the low bits of texts that differ in their last character differ too little.</summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        hash = unchecked((hash ^ (hash >> 16)) * 0x7FEB352Du);
        hash = unchecked((hash ^ (hash >> 15)) * 0x846CA68Bu);
        return hash ^ (hash >> 16);
    }
}
