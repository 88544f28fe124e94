namespace WorkflowEngine.Sources;

/// <summary>What a repository has checked out.</summary>
/// <param name="Ref">The full ref, such as <c>refs/heads/main</c>; null when no branch is checked out.</param>
/// <param name="Sha">The commit.</param>
internal sealed record GitHead(string? Ref, string Sha);
