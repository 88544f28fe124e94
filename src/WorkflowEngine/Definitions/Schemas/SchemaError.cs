namespace WorkflowEngine.Definitions.Schemas;

/// <summary>One thing that keeps a value from being valid.</summary>
/// <param name="Pointer">The part of the value it is about, as a JSON pointer; empty for the whole value.</param>
/// <param name="Keyword">The keyword of the schema that is not kept.</param>
/// <param name="Message">What is wrong, in words; a value that the schema calls secret is not repeated.</param>
internal sealed record SchemaError(string Pointer, string Keyword, string Message)
{
    /// <summary>Writes the error as <c>path: POINTER, error: MESSAGE</c>.</summary>
    public override string ToString() => $"path: {Pointer}, error: {Message}";
}
