using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.InMemory.Runs;

/// <summary>The log lines of a run. A line's position is its place in the list, from 1.</summary>
internal sealed class RunLog
{
    private readonly List<StoredLogLine> _lines = [];
    private readonly Dictionary<TaskKey, StoredSequences> _sequences = [];

    public void Append(TaskKey task, IReadOnlyList<LogLine> lines)
    {
        if (!_sequences.TryGetValue(task, out var stored))
        {
            _sequences.Add(task, stored = new());
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (stored.TryAdd(lines[i].Sequence))
            {
                _lines.Add(new(_lines.Count + 1, task, lines[i]));
            }
        }
    }

    public List<StoredLogLine> Read(LogQuery query)
    {
        var lines = new List<StoredLogLine>();
        for (var i = (int)Math.Clamp(query.AfterPosition, 0, _lines.Count); i < _lines.Count && lines.Count < query.Limit; i++)
        {
            if (query.Job is null || query.Job == _lines[i].Task.Job)
            {
                lines.Add(_lines[i]);
            }
        }

        return lines;
    }
}
