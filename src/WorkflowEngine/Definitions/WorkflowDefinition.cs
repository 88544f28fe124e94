using System.Text.Json;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Definitions;

/// <summary>What an author wrote: one workflow with its triggers and jobs. Immutable; a run keeps the content it started with.</summary>
public sealed record WorkflowDefinition
{
    /// <summary>What the workflow belongs to. Default: <see cref="Definitions.Scope.Default"/>.</summary>
    public Scope Scope { get; init; } = Scope.Default;

    /// <summary>The name that is unique within the scope.</summary>
    public required string Ref { get; init; }

    /// <summary>The name shown to people; null means <see cref="Ref"/>.</summary>
    public string? Label { get; init; }

    /// <summary>What the workflow is for.</summary>
    public string? Description { get; init; }

    /// <summary>Words to find the workflow by. Default: none.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The version its author gives it, which the engine does not interpret; null when there is none.</summary>
    public string? Version { get; init; }

    /// <summary>The schema of the parameters: a JSON Schema, or a map of names to schemas with <c>required</c> in each; null means anything.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>The schema of the result, in the same two forms; null means anything.</summary>
    public JsonElement? Output { get; init; }

    /// <summary>The variables a run starts with; transitions change them. Default: none.</summary>
    public IReadOnlyDictionary<string, JsonElement> Vars { get; init; } = EmptyMap.Json;

    /// <summary>The result of a run that succeeded, by name. Default: nothing.</summary>
    public IReadOnlyDictionary<string, ExpressionTemplate> Outputs { get; init; } = EmptyMap.Templates;

    /// <summary>What becomes of running jobs when a run is cancelled. Default: <see cref="CancellationPolicy.CancelRunning"/>.</summary>
    public CancellationPolicy Cancellation { get; init; }

    /// <summary>The file the definition was read from; null when the host made it.</summary>
    public WorkflowSource? Source { get; init; }

    /// <summary>Whether an agent, and not an event of the repository, is meant to run it. Default: false.</summary>
    public bool Agent { get; init; }

    /// <summary>The values that whoever starts it may give. Default: none.</summary>
    public IReadOnlyList<InputDefinition> Inputs { get; init; } = [];

    /// <summary>What starts the workflow. Default: nothing but an explicit start.</summary>
    public IReadOnlyList<TriggerDefinition> Triggers { get; init; } = [];

    /// <summary>The jobs, in the order they were declared.</summary>
    public IReadOnlyList<JobDefinition> Jobs { get; init; } = [];

    /// <summary>What plans the jobs of a run; null when <see cref="Jobs"/> are the jobs of every run.</summary>
    public WorkflowProgram? Program { get; init; }

    /// <summary>Environment variables of every step. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = EmptyMap.Strings;

    /// <summary>Limits how many runs of a group are active; null means no limit.</summary>
    public ConcurrencyDefinition? Concurrency { get; init; }

    /// <summary>Whether the workflow may be started by a run of itself through <c>run_completed</c> or <c>job_completed</c>. Default: false.</summary>
    public bool AllowSelfTrigger { get; init; }

    /// <summary>Everything that was found while reading it. Default: nothing.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Whether the jobs start each other through transitions.</summary>
    public bool HasTransitions => Jobs.Count > 0 && Jobs[0].Flow is not null;

    /// <summary>The name to show: the label, or the ref.</summary>
    public string DisplayName => Label ?? Ref;

    /// <summary>Whether the definition can be started: no diagnostic is an error.</summary>
    public bool IsValid
    {
        get
        {
            foreach (var diagnostic in Diagnostics)
            {
                if (diagnostic.IsError)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
