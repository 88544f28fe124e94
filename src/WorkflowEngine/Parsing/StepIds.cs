using System.Globalization;

namespace WorkflowEngine.Parsing;

/// <summary>Gives the steps of a job their ids: the one that was written, the name, or <c>step_N</c>.</summary>
internal sealed class StepIds
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Keeps an id that an author wrote from being given to another step.</summary>
    public void Reserve(string id) => _taken.Add(id);

    public string Next(string? written, string? name)
    {
        _count++;
        if (written is not null)
        {
            return written;
        }

        if (name is not null && NameRule.Problem(name) is null && _taken.Add(name))
        {
            return name;
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"step_{_count}");
        while (!_taken.Add(id))
        {
            id += "_";
        }

        return id;
    }
}
