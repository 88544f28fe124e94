using System.Text.RegularExpressions;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>A filter of job names with its patterns compiled.</summary>
internal sealed class CompiledNameFilter
{
    private readonly Regex[] _include;
    private readonly Regex[] _exclude;

    /// <exception cref="FormatException">A pattern cannot be read.</exception>
    public CompiledNameFilter(JobNameFilter filter)
    {
        _include = [.. filter.Include.Select(pattern => Compile(pattern, filter))];
        _exclude = [.. filter.Exclude.Select(pattern => Compile(pattern, filter))];
    }

    public bool Passes(string? name) => name is null
        ? _include.Length == 0
        : (_include.Length == 0 || Array.Exists(_include, pattern => NamePattern.IsMatch(pattern, name) == true))
            && !Array.Exists(_exclude, pattern => NamePattern.IsMatch(pattern, name) != false);

    private static Regex Compile(string pattern, JobNameFilter filter)
    {
        if (pattern.Length > JobNameFilter.MaxPatternLength)
        {
            throw new FormatException($"a pattern may have at most {JobNameFilter.MaxPatternLength} characters");
        }

        return filter.Syntax == NameSyntax.Glob
            ? NamePattern.CompileGlob(pattern, filter.IgnoreCase)
            : NamePattern.Compile(pattern, filter.IgnoreCase);
    }
}
