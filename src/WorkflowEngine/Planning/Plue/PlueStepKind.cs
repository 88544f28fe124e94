namespace WorkflowEngine.Planning.Plue;

/// <summary>The types of steps that a plan of a Python workflow has.</summary>
internal enum PlueStepKind
{
    Shell,
    Llm,
    Agent,
    Parallel,
    Python,
}
