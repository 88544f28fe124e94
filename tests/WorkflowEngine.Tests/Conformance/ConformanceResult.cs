namespace WorkflowEngine.Tests.Conformance;

/// <summary>What a run over the cases found.</summary>
/// <param name="Areas">One line per area: <c>area passed/total</c>, or <c>area -/total</c> where no test reads it.</param>
/// <param name="Failed">One line per case that did not hold, allow-listed or not: id, area and why, separated by tabs.</param>
/// <param name="Problems">What makes the run fail: cases that are not allowed to fail, and allow-list lines that are wrong.</param>
internal sealed record ConformanceResult(
    IReadOnlyList<string> Areas,
    IReadOnlyList<string> Failed,
    IReadOnlyList<string> Problems);
