namespace WorkflowEngine.Definitions;

/// <summary>Where a definition was read from.</summary>
/// <param name="File">The file, relative to the root it was found under, with forward slashes.</param>
/// <param name="Sha256">SHA-256 of the file's bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="Format">The dialect the file was read as.</param>
public sealed record WorkflowSource(string File, string Sha256, WorkflowFormat Format);
