namespace WorkflowEngine.Storage;

/// <summary>A step of a store's schema.</summary>
/// <param name="Name">The name in the journal; it begins with the number of the step.</param>
/// <param name="Sql">The statements.</param>
public sealed record SchemaScript(string Name, string Sql);
