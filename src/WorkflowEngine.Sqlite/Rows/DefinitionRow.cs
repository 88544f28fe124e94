using WorkflowEngine.Definitions;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite.Rows;

/// <summary>A definition as it is written to its row, made before the transaction begins.</summary>
internal sealed record DefinitionRow(string Ref, string Hash, byte[] Document, bool IsValid, string Search, string Tags)
{
    internal static DefinitionRow Of(WorkflowDefinition definition)
    {
        var document = DefinitionDocument.WriteUtf8(definition);
        return new(
            definition.Ref,
            DefinitionDocument.Hash(document),
            document,
            definition.IsValid,
            CatalogQuery.SearchTextOf(definition),
            definition.Tags.Count == 0 ? "" : $"\n{string.Join('\n', definition.Tags)}\n");
    }
}
