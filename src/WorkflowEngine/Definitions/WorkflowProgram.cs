namespace WorkflowEngine.Definitions;

/// <summary>
/// The Python that plans a workflow's jobs, for one whose jobs depend on the event. The jobs of the definition are then those of a stand-in
/// event; a run has those of its own.
/// </summary>
/// <param name="Text">The text of the file the function stands in.</param>
/// <param name="Function">The name of the function at the top level of the file.</param>
public sealed record WorkflowProgram(string Text, string Function)
{
    /// <summary>The prompts that the file imports, as they were when it was read. Default: none.</summary>
    public IReadOnlyList<PromptSignature> Prompts { get; init; } = [];
}
