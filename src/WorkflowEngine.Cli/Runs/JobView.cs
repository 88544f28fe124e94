using WorkflowEngine.Cli.Output;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Cli.Runs;

/// <summary>A job as the one who watches it knows it.</summary>
internal sealed class JobView(int index, string label, IReadOnlyList<string> steps)
{
    private const int MostErrors = 8;

    private readonly Queue<string> _errors = new();

    public int Index { get; } = index;

    public string Label { get; } = label;

    /// <summary>What its steps are called, by index.</summary>
    public IReadOnlyList<string> Steps { get; } = steps;

    /// <summary>What its lines begin with; the name of its run is in it when several runs are watched.</summary>
    public string Prefix { get; set; } = label;

    public Tone Tone { get; set; }

    public WorkflowStatus Status { get; set; }

    public StatusReason? Reason { get; set; }

    public int Attempt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? StoppedAt { get; set; }

    /// <summary>The step that runs, or that made the job fail.</summary>
    public string? Step { get; set; }

    /// <summary>The last lines that the current or last step wrote to its error output.</summary>
    public IReadOnlyCollection<string> LastErrors => _errors;

    public void AddError(string text)
    {
        if (_errors.Count == MostErrors)
        {
            _errors.Dequeue();
        }

        _errors.Enqueue(text);
    }

    public void ClearErrors() => _errors.Clear();
}
