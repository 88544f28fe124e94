using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Expressions;

/// <summary>What GitHub makes of the text of an <c>if:</c>.</summary>
internal static class GitHubIf
{
    /// <summary>The expression that decides: the text without braces, and with <c>success()</c> when it calls no status function itself.</summary>
    public static string Normalise(string? source)
    {
        if (string.IsNullOrWhiteSpace(source))
        {
            return "success()";
        }

        var (start, end) = Braces.Inside(source);
        var text = start < 0 ? source.Trim() : source[start..end];
        return Expression.TryParse(source, default, new List<Diagnostic>(), out var expression) && expression.UsesStatusFunction
            ? text
            : $"success() && ({text})";
    }
}
