namespace WorkflowEngine.Storage;

/// <summary>What saving a set of definitions did.</summary>
/// <param name="Added">How many refs are new.</param>
/// <param name="Changed">How many refs have new content.</param>
/// <param name="Removed">How many refs are gone.</param>
public readonly record struct CatalogChange(int Added, int Changed, int Removed);
