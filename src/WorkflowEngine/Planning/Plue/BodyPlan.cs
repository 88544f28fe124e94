using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Planning.Plue;

/// <summary>What came of a body for one event.</summary>
internal sealed record BodyPlan
{
    /// <summary>All steps in the order in which they were planned.</summary>
    public IReadOnlyList<PlueStep> Steps { get; init; } = [];

    public IReadOnlyList<JobDefinition> Jobs { get; init; } = [];

    /// <summary>What is wrong; with an error there is no plan.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Everything that the file and the body printed.</summary>
    public string Log { get; init; } = "";

    /// <summary>What the body read of the event, by name: the plan holds for every event that agrees on it.</summary>
    public required IReadOnlyDictionary<string, string?> Facts { get; init; }

    /// <summary>How many steps of the evaluator it took.</summary>
    public long Cost { get; init; }

    /// <summary>Whether the program ended because of something it raised itself, which another event may not make it raise.</summary>
    public bool Raised { get; init; }

    public bool Failed => Diagnostics.Any(diagnostic => diagnostic.IsError);
}
