using WorkflowEngine.Definitions;

namespace WorkflowEngine.Parsing;

/// <summary>What the readers of one file share.</summary>
internal sealed class YamlReading
{
    public Findings Findings { get; } = new();

    public DefinitionSpans Spans { get; } = new();

    /// <summary>Adds what the rules find, except at places where the reading found an error: there it would be said twice.</summary>
    public void AddRuleFindings(WorkflowDefinition definition)
    {
        foreach (var diagnostic in DefinitionValidator.Validate(definition, Spans))
        {
            if (!diagnostic.Span.IsKnown || !Findings.HasErrorAt(diagnostic.Span))
            {
                Findings.Add(diagnostic);
            }
        }
    }
}
