using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory;

/// <summary>A definition, reached by way of its document so that nothing of it is shared with the caller.</summary>
internal sealed record CatalogEntry(string Hash, WorkflowDefinition Definition)
{
    public static CatalogEntry Of(WorkflowDefinition definition)
    {
        var document = DefinitionDocument.WriteUtf8(definition);
        return new(DefinitionDocument.Hash(document), DefinitionDocument.Read(document));
    }
}
