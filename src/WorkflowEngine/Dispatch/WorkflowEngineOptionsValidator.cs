using Microsoft.Extensions.Options;

namespace WorkflowEngine.Dispatch;

/// <summary>Finds all mistakes in the options at once, so that a wrong setting costs one restart.</summary>
internal sealed class WorkflowEngineOptionsValidator : IValidateOptions<WorkflowEngineOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkflowEngineOptions options)
    {
        var failures = new List<string>();
        Check(options.WorkerName is null or { Length: > 0 and <= 255 }, "WorkerName has 1 to 255 characters.");
        Check(options.MaxConcurrentJobs is >= 1 and <= 10_000, "MaxConcurrentJobs is from 1 to 10,000.");
        Check(Within(options.LeaseDuration, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), "LeaseDuration is from 1 second to 1 hour.");
        Check(Within(options.PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)), "PollInterval is from 10 ms to 1 minute.");
        Check(options.MaxLostAttempts is >= 0 and <= 100, "MaxLostAttempts is from 0 to 100.");
        Check(options.JobTimeout >= TimeSpan.FromSeconds(1), "JobTimeout is at least 1 second.");
        Check(Within(options.StopGrace, TimeSpan.Zero, TimeSpan.FromMinutes(10)), "StopGrace is from 0 to 10 minutes.");
        Check(options.DrainTimeout >= TimeSpan.Zero, "DrainTimeout is not negative.");
        Check(options.MaxLogLineLength is >= 80 and <= 1_000_000, "MaxLogLineLength is from 80 to 1,000,000.");
        Check(options.MaxStepLogLength >= options.MaxLogLineLength, "MaxStepLogLength is at least MaxLogLineLength.");
        Check(Path.IsPathFullyQualified(options.WorkspaceRoot), "WorkspaceRoot is an absolute path.");
        Check(options.MaxTriggerDepth is >= 0 and <= 100, "MaxTriggerDepth is from 0 to 100.");
        Check(options.Planning.Steps is >= 1_000 and <= 100_000_000, "Planning.Steps is from 1,000 to 100,000,000.");
        Check(options.Planning.Memory is >= 1_000_000 and <= 1_000_000_000, "Planning.Memory is from 1,000,000 to 1,000,000,000.");
        Check(options.Planning.CallDepth is >= 10 and <= 1_000, "Planning.CallDepth is from 10 to 1,000.");
        Check(options.Planning.OutputLength is >= 0 and <= 10_000_000, "Planning.OutputLength is from 0 to 10,000,000.");
        var retention = options.Retention;
        Check(
            retention.KeepFor is null || Within(retention.KeepFor.Value, TimeSpan.FromMinutes(1), TimeSpan.FromDays(36_500)),
            "Retention.KeepFor is from 1 minute to 100 years, or null.");
        Check(retention.KeepNewest is >= 0 and <= 1_000_000, "Retention.KeepNewest is from 0 to 1,000,000.");
        Check(Within(retention.WaitForObservers, TimeSpan.Zero, TimeSpan.FromDays(365)), "Retention.WaitForObservers is from 0 to 365 days.");
        Check(Within(retention.Interval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)), "Retention.Interval is from 1 second to 1 day.");
        Check(Within(options.ScheduleInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)), "ScheduleInterval is from 10 ms to 1 hour.");
        Check(Within(options.ScheduleGrace, TimeSpan.Zero, TimeSpan.FromDays(1)), "ScheduleGrace is from 0 to 1 day.");
        Check(Within(options.CompletionInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)), "CompletionInterval is from 10 ms to 1 hour.");
        Check(options.MaxMissedOccurrences is >= 1 and <= 10_000, "MaxMissedOccurrences is from 1 to 10,000.");
        Check(!string.IsNullOrWhiteSpace(options.Python), "Python names a program.");
        Check(options.Labels.All(label => !string.IsNullOrWhiteSpace(label)), "Labels has no empty entry.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(bool holds, string message)
        {
            if (!holds)
            {
                failures.Add($"{nameof(WorkflowEngineOptions)}: {message}");
            }
        }
    }

    private static bool Within(TimeSpan value, TimeSpan least, TimeSpan most) => value >= least && value <= most;
}
