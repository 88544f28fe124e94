namespace WorkflowEngine.Sources;

/// <summary>A commit of a repository.</summary>
/// <param name="Sha">The commit's full name.</param>
/// <param name="Parent">Its first parent; null for a first commit and where the history was cut off.</param>
/// <param name="Author">The name of who wrote it.</param>
/// <param name="Message">The whole message.</param>
internal sealed record GitCommit(string Sha, string? Parent, string Author, string Message);
