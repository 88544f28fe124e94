using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>A function ready to run: shared by all function values made from one definition.</summary>
internal sealed class FunctionCode
{
    public required string Name { get; init; }

    public required string QualifiedName { get; init; }

    public required PythonNode Node { get; init; }

    /// <summary>Names of the parameters in slot order: positional-only, both, keyword-only.</summary>
    public required string[] Parameters { get; init; }

    public required int PositionalOnlyCount { get; init; }

    public required int PositionalCount { get; init; }

    /// <summary>The slot of each parameter of <see cref="Parameters"/>.</summary>
    public required int[] ParameterSlots { get; init; }

    public int VarPositionalSlot { get; init; } = -1;

    public int VarKeywordSlot { get; init; } = -1;

    public required int LocalCount { get; init; }

    public required int SlotCount { get; init; }

    public required int[] CellSlots { get; init; }

    public required bool IsAsync { get; init; }

    /// <summary>Runs the body. Compiled at the first call.</summary>
    public required Lazy<Func<Frame, Flow>> Body { get; init; }

    /// <summary>Runs the body of a generator; null for other functions.</summary>
    public Lazy<Func<Frame, IEnumerator<object>>>? Generator { get; init; }

    public string? Documentation { get; init; }
}
