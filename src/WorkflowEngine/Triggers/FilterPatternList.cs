using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Triggers;

/// <summary>The patterns of one filter, in the order they were written.</summary>
internal sealed class FilterPatternList
{
    private readonly FilterPattern[] _patterns;

    private FilterPatternList(FilterPattern[] patterns) => _patterns = patterns;

    /// <summary>Whether every pattern is negated, so that nothing is ever included.</summary>
    public bool OnlyNegated => _patterns.Length > 0 && Array.TrueForAll(_patterns, pattern => pattern.IsNegated);

    /// <summary>The texts that are included when no pattern has a wildcard or is negated; otherwise null.</summary>
    public IReadOnlyList<string>? Literals =>
        Array.TrueForAll(_patterns, pattern => pattern is { IsNegated: false, Literal: not null })
            ? Array.ConvertAll(_patterns, pattern => pattern.Literal!)
            : null;

    /// <summary>Compiles patterns; those that cannot be read become diagnostics and are left out.</summary>
    public static FilterPatternList Create(IReadOnlyList<string> patterns, SourceSpan span, List<Diagnostic> diagnostics)
    {
        var compiled = new List<FilterPattern>(patterns.Count);
        foreach (var text in patterns)
        {
            if (FilterPatternParser.TryParse(text, out var pattern, out var error))
            {
                compiled.Add(pattern);
            }
            else
            {
                var shown = text.Length > 80 ? text[..80] + "..." : text;
                diagnostics.Add(Diagnostic.Error(TriggerCodes.Pattern, $"The filter pattern \"{shown}\" cannot be read: {error}.", span));
            }
        }

        return new([.. compiled]);
    }

    /// <summary>Whether the last pattern that matches is a positive one.</summary>
    public bool Includes(ReadOnlySpan<char> value)
    {
        for (var i = _patterns.Length - 1; i >= 0; i--)
        {
            if (_patterns[i].IsMatch(value))
            {
                return !_patterns[i].IsNegated;
            }
        }

        return false;
    }

    /// <summary>Whether a pattern of an <c>-ignore</c> list applies; a negated one applies to all it does not match.</summary>
    public bool Ignores(ReadOnlySpan<char> value)
    {
        foreach (var pattern in _patterns)
        {
            if (pattern.IsMatch(value) != pattern.IsNegated)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first of some values that is included; -1 when none is.</summary>
    public int FindIncluded(IReadOnlyList<string> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (Includes(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The first of some values that is not ignored; -1 when all are.</summary>
    public int FindNotIgnored(IReadOnlyList<string> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (!Ignores(values[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
