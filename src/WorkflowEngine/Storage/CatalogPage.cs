namespace WorkflowEngine.Storage;

/// <summary>Some of the workflows that match a query.</summary>
/// <param name="Items">The workflows.</param>
/// <param name="Total">How many match in all.</param>
public sealed record CatalogPage(IReadOnlyList<CatalogItem> Items, int Total);
