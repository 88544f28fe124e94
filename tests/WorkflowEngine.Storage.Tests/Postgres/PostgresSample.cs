using WorkflowEngine.Definitions;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Storage.Tests.Postgres;

/// <summary>Runs of one job, for tests of what only PostgreSQL does.</summary>
internal static class PostgresSample
{
    public static readonly DateTimeOffset Now = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    public static RunPlan Plan { get; } =
        PlanDocument.Create([new() { Definition = new() { Name = "job" } }], new Dictionary<string, string>());

    public static ClaimRequest Claim(int limit = 10) => new() { Worker = "worker", Limit = limit, Now = Now, ExpiresAt = Now.AddSeconds(15) };

    public static RunCreation Creation(int runs = 1, string? group = null, string? taskGroup = null, bool withPlan = true) => new()
    {
        Scope = Scope.Default,
        Plans = withPlan ? [Plan] : [],
        At = Now,
        Runs = [.. Enumerable.Repeat(
            new NewRun
            {
                Run = new()
                {
                    Scope = Scope.Default,
                    Workflow = "build",
                    Label = "build",
                    PlanHash = Plan.Hash,
                    Event = new() { Name = "push" },
                    Status = WorkflowStatus.Waiting,
                    ConcurrencyGroup = group,
                    CreatedAt = Now,
                    Version = 1,
                    LastEvent = 1,
                },
                Jobs = [new() { Index = 0, Name = "job", Label = "job", Status = WorkflowStatus.Waiting, Attempt = 1 }],
                Tasks = [new() { Job = 0, Attempt = 1, Status = WorkflowStatus.Waiting, ConcurrencyGroup = taskGroup }],
                Events = [new() { Sequence = 1, Kind = RunEventKind.Run, Status = WorkflowStatus.Waiting, At = Now }],
            },
            runs)],
    };

    public static RunChange Change(WorkflowRun run, StatusReason? reason = null) => new()
    {
        ExpectedVersion = run.Version,
        Run = run with { Version = run.Version + 1, LastEvent = run.LastEvent + 1, Reason = reason },
        Events = [new() { RunId = run.Id, Sequence = run.LastEvent + 1, Kind = RunEventKind.Run, Status = run.Status, At = Now }],
    };

    public static RunChange End(WorkflowRun run) => Change(run) with
    {
        Run = run with { Status = WorkflowStatus.Success, StoppedAt = Now, Version = run.Version + 1, LastEvent = run.LastEvent + 1 },
        Tasks = [new() { Job = 0, Attempt = 1, Status = WorkflowStatus.Success, StoppedAt = Now }],
    };
}
