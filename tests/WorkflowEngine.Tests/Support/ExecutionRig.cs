using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Execution;
using WorkflowEngine.Execution.Processes;
using WorkflowEngine.Execution.Workspaces;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Support;

/// <summary>A job executor with real processes, a temporary root and everything it tells kept for questions.</summary>
internal sealed class ExecutionRig : IDisposable
{
    private readonly ConcurrentQueue<StepRun> _facts = new();

    public ExecutionRig()
    {
        Children = new ChildProcesses();
        Root = Directory.CreateTempSubdirectory("workflow-tests-").FullName;
    }

    public string Root { get; }

    public ChildProcesses Children { get; }

    public RecordingLogStore Logs { get; } = new();

    public Dictionary<string, Func<StepContext, CancellationToken, ValueTask<StepResult>>> Actions { get; } = new(StringComparer.Ordinal);

    public WorkflowEngineOptions Options { get; } = new() { StopGrace = TimeSpan.FromSeconds(20) };

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public Func<Scope, string?> Repository { get; set; } = static _ => null;

    public string Python { get; set; } = "python3";

    public WorkflowEvent Event { get; set; } = new() { Name = "push" };

    public IReadOnlyDictionary<string, string> Env { get; set; } = new Dictionary<string, string>();

    public IReadOnlyCollection<string> Secrets { get; set; } = [];

    public JsonElement? Item { get; set; }

    /// <summary>Called with each thing told about a step, at once.</summary>
    public Action<StepRun>? OnFact { get; set; }

    public IReadOnlyList<StepRun> Facts => [.. _facts];

    /// <summary>The last thing told about each step, in the order of their indexes.</summary>
    public IReadOnlyList<StepRun> Steps => [.. _facts.GroupBy(step => step.Index).OrderBy(group => group.Key).Select(group => group.Last())];

    public IReadOnlyList<string> Lines => [.. Logs.Lines.Select(line => line.Text)];

    public static StepDefinition Shell(string id, string command, params string[]? dependsOn) => new()
    {
        Id = id,
        Run = command,
        DependsOn = dependsOn is { Length: > 0 } ? dependsOn : null,
    };

    public static StepDefinition Action(string id, string name) => new() { Id = id, Kind = StepKind.Action, Uses = name };

    public Task<TaskOutcome> RunAsync(string command, CancellationToken cancellationToken = default) =>
        RunAsync(new JobDefinition { Name = "job", Steps = [Shell("s1", command)] }, cancellationToken);

    public Task<TaskOutcome> RunAsync(params StepDefinition[] steps) => RunAsync(new JobDefinition { Name = "job", Steps = steps });

    public async Task<TaskOutcome> RunAsync(JobDefinition job, CancellationToken cancellationToken = default)
    {
        var task = new JobTask
        {
            Run = new WorkflowRun
            {
                Id = 7,
                Number = 3,
                Scope = Event.Scope,
                Workflow = "ci",
                Label = "CI",
                PlanHash = "",
                Event = Event,
                Status = WorkflowStatus.Running,
            },
            Job = new PlannedJob { Definition = job, Item = Item, ItemIndex = Item is null ? null : 0 },
            Lease = new JobLease(new TaskKey(7, 0, 1), "worker", 1),
            Env = Env,
            Facts = fact =>
            {
                OnFact?.Invoke(fact.Step);
                _facts.Enqueue(fact.Step);
            },
            Secrets = Secrets,
        };
        var processes = new ProcessRunner(Children, Options, Time);
        using var workspaces = new WorkspaceRoot(
            Path.Combine(Root, "workspaces"), new GitCheckout(processes), Repository, NullLogger<WorkspaceRoot>.Instance);
        var runners = new Dictionary<StepKind, IStepRunner>
        {
            [StepKind.Shell] = new ShellStepRunner(processes),
            [StepKind.Python] = new PythonStepRunner(processes, Python),
            [StepKind.Action] = new ActionStepRunner(Actions.Select(action => new RegisteredStep(action.Key, action.Value))),
        };
        await using var services = new ServiceCollection().BuildServiceProvider();
        var executor = new JobExecutor(runners, workspaces, Logs, services, Options, Time, NullLogger<JobExecutor>.Instance);
        return await executor.ExecuteAsync(task, cancellationToken);
    }

    /// <summary>A new file in the rig's folder.</summary>
    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>Makes a named pipe: opening it waits until the other side opens it too, so that a test never has to guess.</summary>
    public string MakeFifo(string name)
    {
        Execute("mkfifo", PathOf(name));
        return PathOf(name);
    }

    /// <summary>Runs a program of the system to its end.</summary>
    public static void Execute(string file, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(file, arguments);
        process.WaitForExit();
    }

    public void Dispose()
    {
        Children.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
