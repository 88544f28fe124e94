namespace WorkflowEngine.Cli.Graphs;

/// <summary>A job, or all instances of one, as the drawing sees it.</summary>
/// <param name="Label">What is written.</param>
/// <param name="Needs">The positions of the nodes it needs.</param>
internal sealed record DrawnNode(string Label, IReadOnlyList<int> Needs);
