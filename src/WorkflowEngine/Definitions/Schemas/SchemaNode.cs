namespace WorkflowEngine.Definitions.Schemas;

/// <summary>A schema or a part of one that is a schema itself. Filled once by the reader, because references may lead back to it.</summary>
internal sealed class SchemaNode
{
    /// <summary>The rules in the order of their keywords.</summary>
    public IReadOnlyList<SchemaRule> Rules { get; set; } = [];

    /// <summary>The types that it accepts at most.</summary>
    public SchemaTypes Types { get; set; } = SchemaTypes.Any;

    /// <summary>Whether messages must not repeat its values.</summary>
    public bool IsSecret { get; set; }
}
