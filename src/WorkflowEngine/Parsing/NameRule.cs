namespace WorkflowEngine.Parsing;

/// <summary>What names may look like: they become parts of paths, addresses and log lines.</summary>
internal static class NameRule
{
    /// <summary>What is wrong with a name that others refer to, as the end of a sentence; null when nothing is.</summary>
    public static string? Problem(string name)
    {
        if (LabelProblem(name) is { } problem)
        {
            return problem;
        }

        if (name.AsSpan().ContainsAny('/', '\\'))
        {
            return "has a slash";
        }

        return name is "." or ".." ? "is a part of a path" : null;
    }

    /// <summary>What is wrong with a name that is only shown; null when nothing is.</summary>
    public static string? LabelProblem(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return "is empty";
        }

        if (name.Length > DefinitionLimits.NameLength)
        {
            return $"has more than {DefinitionLimits.NameLength} characters";
        }

        foreach (var character in name)
        {
            if (char.IsControl(character))
            {
                return "has a control character";
            }
        }

        return null;
    }
}
