using System.Diagnostics.CodeAnalysis;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions;

/// <summary>What an evaluation gave: a value, or an error with its position.</summary>
public readonly struct ExpressionResult : IEquatable<ExpressionResult>
{
    private ExpressionResult(ExpressionValue value, Diagnostic? error) => (Value, Error) = (value, error);

    /// <summary>The value; null when there is an error.</summary>
    public ExpressionValue Value { get; }

    /// <summary>What went wrong, with a position in the file the expression came from; null when there is a value.</summary>
    public Diagnostic? Error { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <summary>Whether there is a value and it is true; an error is not true.</summary>
    public bool IsTrue => Error is null && Value.IsTrue;

    /// <summary>Makes the result of an evaluation that gave a value.</summary>
    public static ExpressionResult Of(ExpressionValue value) => new(value, null);

    /// <summary>Makes the result of an evaluation that failed.</summary>
    public static ExpressionResult Failed(Diagnostic error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(ExpressionValue.Null, error);
    }

    /// <summary>Two results are equal when their values and errors are.</summary>
    public bool Equals(ExpressionResult other) => Value.Equals(other.Value) && Equals(Error, other.Error);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ExpressionResult other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Value, Error);

    /// <summary>Whether two results are equal.</summary>
    public static bool operator ==(ExpressionResult left, ExpressionResult right) => left.Equals(right);

    /// <summary>Whether two results differ.</summary>
    public static bool operator !=(ExpressionResult left, ExpressionResult right) => !left.Equals(right);

    /// <inheritdoc/>
    public override string ToString() => Error?.ToString() ?? Value.ToString();
}
