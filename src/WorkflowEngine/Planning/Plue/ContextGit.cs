using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Planning.Plue;

/// <summary>What <c>ctx.git</c> knows: placeholders that git answers in the workspace when a step starts.</summary>
internal static class ContextGit
{
    public static object? Find(string name) => name switch
    {
        "diff" => new BuiltinFunction(name, (_, arguments) =>
        {
            var values = arguments.Bind(name, 0, "base");
            var start = values[0] is null || ReferenceEquals(values[0], Values.None) ? "HEAD~1" : Revision(values[0]!);
            return new Placeholder($"git.diff({start})");
        }),
        "log" => new BuiltinFunction(name, (_, arguments) =>
        {
            var values = arguments.Bind(name, 0, "n");
            var count = values[0] is null ? 10 : Values.Small(values[0]!);
            return count is > 0 and <= 1000
                ? new Placeholder($"git.log({count})")
                : throw PythonError.Value("log() takes a number from 1 to 1000");
        }),
        _ => null,
    };

    /// <summary>A revision becomes an argument of git, so it must not look like an option.</summary>
    private static string Revision(object value)
    {
        var text = PlueModules.PlaceholderText(value, "diff");
        return text.Length > 0 && text[0] != '-' && text.All(c => char.IsLetterOrDigit(c) || "/._-~^@+".Contains(c, StringComparison.Ordinal))
            ? text
            : throw PythonError.Value($"'{text}' is not a revision");
    }
}
