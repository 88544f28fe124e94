namespace WorkflowEngine.Storage;

/// <summary>A content that a workflow has or had.</summary>
/// <param name="Number">Counts the contents of a ref, from 1; the same content again keeps its number.</param>
/// <param name="Hash">SHA-256 of the definition's document, 64 lower-case hexadecimal digits.</param>
/// <param name="SavedAt">When the content was first saved.</param>
/// <param name="IsCurrent">Whether the workflow has this content now.</param>
public readonly record struct DefinitionRevision(int Number, string Hash, DateTimeOffset SavedAt, bool IsCurrent);
