namespace WorkflowEngine.Expressions.Templates.Filters;

/// <summary>The arguments of a filter in the order of its parameters; what is not given has a default.</summary>
internal readonly struct FilterArguments(ExpressionValue?[] values)
{
    public int Count => values.Length;

    public bool Has(int index) => index < values.Length && values[index] is not null;

    public ExpressionValue Value(int index, ExpressionValue fallback = default) => index < values.Length && values[index] is { } value ? value : fallback;

    public string Text(int index, string fallback = "") => Has(index) ? TemplateText.Of(Value(index)) : fallback;

    public bool Flag(int index, bool fallback = false) => Has(index) ? Value(index).IsTrue : fallback;

    /// <summary>A whole number; the fallback when it is not given or is none.</summary>
    public long Integer(int index, long fallback) => Value(index).TryGetInteger(out var number) ? number : fallback;

    /// <summary>The arguments from one on.</summary>
    public FilterArguments From(int index) => new(index < values.Length ? values[index..] : []);
}
