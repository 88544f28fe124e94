using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers.Blueprints;

namespace WorkflowEngine.Dispatch;

/// <summary>Settings of the engine; checked at start, all mistakes reported at once.</summary>
public sealed class WorkflowEngineOptions
{
    /// <summary>The name of this worker, unique among all processes on the store. Default: machine name, process id and a random part.</summary>
    public string? WorkerName { get; set; }

    /// <summary>How many jobs this process runs at once, 1 to 10,000. Default: the number of processors, at least 2.</summary>
    public int MaxConcurrentJobs { get; set; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>Labels of this worker, matched with <c>runs_on</c>. Default: none.</summary>
    public IList<string> Labels { get; } = [];

    /// <summary>The only scopes whose runs this worker executes; empty means all. Default: empty.</summary>
    public IList<Scope> Scopes { get; } = [];

    /// <summary>How long a lease on a task lasts unless renewed, 1 second to 1 hour. Default: 15 seconds.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a worker looks at nothing before it asks the store again, 10 ms to 1 minute. Default: 1 second.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a task may be given to another worker after its worker was lost, 0 to 100. Default: 3.</summary>
    public int MaxLostAttempts { get; set; } = 3;

    /// <summary>How long an attempt of a job may take that names no timeout; at least 1 second. Default: 1 hour.</summary>
    public TimeSpan JobTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a step may take to end after it was asked to, before it is killed; up to 10 minutes. Default: 10 seconds.</summary>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long running jobs may go on when the host stops, before they are given back. Default: none, they are given back at once.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.Zero;

    /// <summary>The longest log line, in characters, 80 to 1,000,000; what is longer is cut. Default: 8,192.</summary>
    public int MaxLogLineLength { get; set; } = 8192;

    /// <summary>The largest log of one step, in characters; what comes after is dropped and counted. Default: 16 Mi.</summary>
    public int MaxStepLogLength { get; set; } = 16 * 1024 * 1024;

    /// <summary>The folder that workspaces are made in. Default: a folder of the user's temporary folder.</summary>
    public string WorkspaceRoot { get; set; } = Path.Combine(Path.GetTempPath(), "workflow-engine");

    /// <summary>How many runs, one started by the other, may follow the first. Default: 3.</summary>
    public int MaxTriggerDepth { get; set; } = 3;

    /// <summary>What planning one workflow that is written in Python may cost.</summary>
    public PlanningLimits Planning { get; } = new();

    /// <summary>
    /// Secrets of this worker by name, for steps that ask for them with <c>{{ secret:NAME }}</c> or <c>ctx.secret("NAME")</c>. They are passed in
    /// the environment of the step that asks, and masked in what steps write and give. Default: none.
    /// </summary>
    public IDictionary<string, string> Secrets { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long ended runs are kept. Default: for ever.</summary>
    public RetentionOptions Retention { get; } = new();

    /// <summary>Whether this process fires schedules of the store; of several that do, one fires each occurrence. Default: true.</summary>
    public bool FireSchedules { get; set; } = true;

    /// <summary>How long at most until schedules that other processes have added are seen, 10 ms to 1 hour. Default: 5 seconds.</summary>
    public TimeSpan ScheduleInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How late an occurrence may be and still not be missed, up to 1 day. Default: 1 minute.</summary>
    public TimeSpan ScheduleGrace { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many missed occurrences of a schedule are fired that asks for all, 1 to 10,000; older ones are left out. Default: 100.</summary>
    public int MaxMissedOccurrences { get; set; } = 100;

    /// <summary>The interpreter of Python steps. Default: <c>python3</c>, found on the path.</summary>
    public string Python { get; set; } = "python3";

    /// <summary>The kinds of jobs whose completion may start workflows. Default: the six predefined ones.</summary>
    public BlueprintSet Blueprints { get; set; } = BlueprintSet.Default;

    /// <summary>
    /// How long at most until ends of jobs are found that another process left untold when it died, 10 ms to 1 hour. Default: 5 seconds.
    /// </summary>
    public TimeSpan CompletionInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether jobs of a scope, or of none (null), may start workflows of another scope that listens to them; asked when a workflow is
    /// configured with a list of scopes and at each event. Default: never.
    /// </summary>
    public Func<Scope?, Scope, bool> MayStartAcrossScopes { get; set; } = static (_, _) => false;
}
