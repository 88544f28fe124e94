namespace WorkflowEngine.Parsing;

/// <summary>What the readers of one file share.</summary>
internal sealed class YamlReading
{
    public Findings Findings { get; } = new();

    public DefinitionSpans Spans { get; } = new();
}
