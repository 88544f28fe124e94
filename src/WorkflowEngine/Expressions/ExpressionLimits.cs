namespace WorkflowEngine.Expressions;

/// <summary>How much one expression or template may cost; past a limit it is an error, never a slow answer.</summary>
public sealed record ExpressionLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static ExpressionLimits Default { get; } = new();

    /// <summary>The longest expression, in UTF-16 units. Default: 10,000.</summary>
    public int MaxLength { get; init; } = 10_000;

    /// <summary>The longest template text, in UTF-16 units. Default: 1,048,576.</summary>
    public int MaxTemplateLength { get; init; } = 1024 * 1024;

    /// <summary>How deep parentheses, lists and calls may be nested; at most 200. Default: 100.</summary>
    public int MaxDepth { get; init; } = 100;

    /// <summary>How many steps one evaluation may take; long texts and lists cost more than one. Default: 1,000,000.</summary>
    public int MaxSteps { get; init; } = 1_000_000;

    /// <summary>The longest text, in UTF-16 units, or list, in items, that an evaluation may make. Default: 1,048,576.</summary>
    public int MaxOutput { get; init; } = 1024 * 1024;
}
