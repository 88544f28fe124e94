namespace WorkflowEngine.Storage;

/// <summary>One line that a step wrote, or that the engine wrote about it.</summary>
public sealed record LogLine
{
    /// <summary>The number of the line within its attempt, from 1, over all steps and streams.</summary>
    public required int Sequence { get; init; }

    /// <summary>The step's index in its job.</summary>
    public required int Step { get; init; }

    /// <summary>Where the line came from.</summary>
    public required LogSource Source { get; init; }

    /// <summary>The text without its line end.</summary>
    public required string Text { get; init; }

    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }
}
