namespace WorkflowEngine.Storage;

/// <summary>Something that holds in every sound store.</summary>
/// <param name="Code">The name that programs know it by; it never changes its meaning.</param>
/// <param name="Meaning">What holds.</param>
public sealed record StoreRule(string Code, string Meaning);
