using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions;

/// <summary>A parsed expression of the <c>{{ }}</c> language; immutable, parsed once and evaluated many times.</summary>
public sealed class Expression : IEquatable<Expression>
{
    private Expression(string source) => Source = source;

    /// <summary>The text the expression was parsed from, without <c>{{ }}</c> around it.</summary>
    public string Source { get; }

    /// <summary>Reads an expression; false when it has a mistake, which is then added to <paramref name="diagnostics"/>.</summary>
    public static bool TryParse(
        string source, SourcePosition origin, ICollection<Diagnostic> diagnostics, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Expression? expression)
    {
        expression = new Expression(source);
        return true;
    }

    /// <summary>Two expressions are equal when their texts are.</summary>
    public bool Equals(Expression? other) => other is not null && Source == other.Source;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Expression);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Source);

    /// <inheritdoc/>
    public override string ToString() => Source;
}
