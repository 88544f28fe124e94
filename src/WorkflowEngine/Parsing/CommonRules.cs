using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Rules of what workflows, jobs and steps have in common.</summary>
internal static class CommonRules
{
    public static void CheckEnv(IReadOnlyDictionary<string, string> env, object owner, SourceSpan fallback, RuleFindings findings)
    {
        foreach (var (name, value) in env)
        {
            if (!IsVariable(name))
            {
                findings.Error(
                    DefinitionCodes.InvalidEnvironment,
                    $"{Quoted.Text(name)} cannot be the name of an environment variable.",
                    owner,
                    "env",
                    fallback);
            }
            else if (value.Contains('\0', StringComparison.Ordinal))
            {
                // The value may be a secret: it is not repeated.
                findings.Error(
                    DefinitionCodes.InvalidEnvironment, $"The environment variable {Quoted.Text(name)} holds the character U+0000.", owner, "env", fallback);
            }
        }
    }

    public static void CheckConcurrency(ConcurrencyDefinition? concurrency, object owner, SourceSpan fallback, RuleFindings findings)
    {
        if (concurrency is not null && NameRule.LabelProblem(concurrency.Group) is { } problem)
        {
            findings.Error(DefinitionCodes.InvalidConcurrency, $"The name of a concurrency group {problem}.", owner, "concurrency", fallback);
        }
    }

    public static void CheckTimeout(TimeSpan? timeout, object owner, SourceSpan fallback, RuleFindings findings)
    {
        if (timeout is { } given && (given <= TimeSpan.Zero || given > DefinitionLimits.Timeout))
        {
            findings.Error(
                DefinitionCodes.InvalidTimeout, $"A timeout is more than zero and at most {DefinitionLimits.Timeout.Days} days.", owner, "timeout", fallback);
        }
    }

    public static void CheckRetry(RetryPolicy? retry, object owner, SourceSpan fallback, RuleFindings findings)
    {
        if (retry is null)
        {
            return;
        }

        // `retry: 3` has no fields of its own; its place is that of the key of its owner.
        var place = findings.PlaceOf(owner, "retry", fallback);
        if (retry.Count is < 0 or > DefinitionLimits.Retries)
        {
            findings.Error(DefinitionCodes.InvalidRetry, $"The count of a retry is from 0 to {DefinitionLimits.Retries}.", retry, "count", place);
        }

        CheckWait(retry.Delay, "delay", retry, place, findings);
        CheckWait(retry.MaxDelay ?? TimeSpan.Zero, "max_delay", retry, place, findings);
        if (retry.Jitter is not (>= 0 and <= 1))
        {
            findings.Error(DefinitionCodes.InvalidRetry, "The jitter of a retry is from 0 to 1.", retry, "jitter", place);
        }

        if (!Enum.IsDefined(retry.Backoff))
        {
            findings.Error(DefinitionCodes.InvalidRetry, "The backoff of a retry is constant, linear or exponential.", retry, "backoff", place);
        }
    }

    public static bool IsVariable(string name)
    {
        foreach (var character in name)
        {
            if (character == '=' || char.IsControl(character) || char.IsWhiteSpace(character))
            {
                return false;
            }
        }

        return name.Length is > 0 and <= DefinitionLimits.NameLength;
    }

    private static void CheckWait(TimeSpan wait, string field, RetryPolicy retry, SourceSpan place, RuleFindings findings)
    {
        if (wait < TimeSpan.Zero || wait > DefinitionLimits.RetryDelay)
        {
            findings.Error(
                DefinitionCodes.InvalidRetry, $"The {field} of a retry is from 0 to {DefinitionLimits.RetryDelay.Days} days.", retry, field, place);
        }
    }
}
