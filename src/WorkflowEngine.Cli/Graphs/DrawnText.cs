namespace WorkflowEngine.Cli.Graphs;

/// <summary>A piece of a drawing's line: the label of a node, or lines between nodes.</summary>
/// <param name="Text">The text.</param>
/// <param name="Node">The position of the node; null for lines.</param>
internal readonly record struct DrawnText(string Text, int? Node);
