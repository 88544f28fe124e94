using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Definitions;

/// <summary>One thing a job does, as it was written.</summary>
public sealed record StepDefinition
{
    /// <summary>The name that <see cref="DependsOn"/> of other steps use, unique within the job.</summary>
    public required string Id { get; init; }

    /// <summary>The name shown to people; null means <see cref="Id"/>.</summary>
    public string? Label { get; init; }

    /// <summary>What kind of step it is. Default: <see cref="StepKind.Shell"/>.</summary>
    public StepKind Kind { get; init; }

    /// <summary>
    /// Steps that must have succeeded. Null means none were named: the step runs while no earlier step failed.
    /// An empty list means it runs whatever happened to the steps before it.
    /// </summary>
    public IReadOnlyList<string>? DependsOn { get; init; }

    /// <summary>
    /// Runs the step only when it is true; null means no condition. Without a status function it means <c>success() and (expression)</c>,
    /// over the steps before it; with one it alone decides, whatever happened to the steps before it.
    /// </summary>
    public Expression? If { get; init; }

    /// <summary>The command of a shell step, given to <c>sh -c</c> as one argument.</summary>
    public string? Run { get; init; }

    /// <summary>The registered name of an action step.</summary>
    public string? Uses { get; init; }

    /// <summary>The function of a Python step.</summary>
    public PythonFunction? Function { get; init; }

    /// <summary>The prompt of a step of the kind <see cref="StepKind.Llm"/> or <see cref="StepKind.Agent"/>.</summary>
    public PromptCall? Prompt { get; init; }

    /// <summary>The arguments of an action step, by name. Default: none.</summary>
    public IReadOnlyDictionary<string, string> With { get; init; } = EmptyMap.Strings;

    /// <summary>The steps of a parallel step; otherwise empty.</summary>
    public IReadOnlyList<StepDefinition> Steps { get; init; } = [];

    /// <summary>How many steps of a parallel step run at once; null means all.</summary>
    public int? MaxParallel { get; init; }

    /// <summary>Environment variables of the step. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = EmptyMap.Strings;

    /// <summary>The folder the step runs in, relative to the job's workspace; null means the workspace itself.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>How long an attempt of the step may take; null means as long as the job.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Further attempts after a failure; null means none.</summary>
    public RetryPolicy? Retry { get; init; }

    /// <summary>Where the step was written.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>The name to show: the label, or the id.</summary>
    public string DisplayName => Label ?? Id;
}
