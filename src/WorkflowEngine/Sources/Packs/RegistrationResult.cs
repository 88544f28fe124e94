using WorkflowEngine.Diagnostics;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sources.Packs;

/// <summary>What registering one workflow did.</summary>
/// <param name="Ref">The workflow.</param>
/// <param name="Outcome">What was done; null when it was refused.</param>
/// <param name="Warnings">What is not right with it, and did not keep it from being registered.</param>
/// <param name="Error">Why it was refused; null when it was not.</param>
public sealed record RegistrationResult(
    string Ref, RegistrationOutcome? Outcome, IReadOnlyList<Diagnostic> Warnings, CatalogError? Error = null);
