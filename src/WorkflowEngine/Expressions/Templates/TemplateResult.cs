using System.Diagnostics.CodeAnalysis;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions.Templates;

/// <summary>What rendering gave: a text, or what went wrong.</summary>
/// <param name="Text">The text; null when something went wrong.</param>
/// <param name="IsSecret">Whether something secret was printed into it.</param>
/// <param name="Diagnostics">What went wrong, each with its place.</param>
internal sealed record TemplateResult(string? Text, bool IsSecret, IReadOnlyList<Diagnostic> Diagnostics)
{
    [MemberNotNullWhen(true, nameof(Text))]
    public bool Succeeded => Text is not null;
}
