using System.Diagnostics.CodeAnalysis;

namespace WorkflowEngine.Sources;

/// <summary>What git answered, or why it did not.</summary>
/// <param name="Value">The answer; the default value when there is an error.</param>
/// <param name="Error">What git wrote to its error output; null when it succeeded.</param>
internal readonly record struct GitAnswer<T>(T? Value, string? Error)
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Error is null;

    public static GitAnswer<T> Ok(T value) => new(value, null);

    public static GitAnswer<T> Failed(string error) => new(default, error);
}
