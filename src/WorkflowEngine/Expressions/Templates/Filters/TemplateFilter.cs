namespace WorkflowEngine.Expressions.Templates.Filters;

/// <summary>A filter of templates. Whether a result is secret is seen to by the node, not here.</summary>
/// <param name="name">Its name.</param>
/// <param name="parameters">The names of what it takes besides the value it is applied to, between blanks.</param>
/// <param name="apply">What it does.</param>
/// <param name="fewest">How many of its parameters must be given.</param>
/// <param name="takesMore">Whether it takes arguments beyond its parameters.</param>
internal sealed class TemplateFilter(string name, string parameters, FilterBody apply, int fewest = 0, bool takesMore = false)
{
    public string Name { get; } = name;

    public List<string> Parameters { get; } = [.. parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    public FilterBody Apply { get; } = apply;

    public int Fewest { get; } = fewest;

    public bool TakesMore { get; } = takesMore;
}
