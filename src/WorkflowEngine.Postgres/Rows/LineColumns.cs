using Npgsql;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres.Rows;

/// <summary>Log lines to be saved, column by column; of two lines with the same number the first.</summary>
internal sealed class LineColumns
{
    private readonly HashSet<(int Lease, int Sequence)> _known = [];
    private readonly Column<int> _lease = Columns.OfInt32();
    private readonly Column<int> _sequence = Columns.OfInt32();
    private readonly Column<int> _step = Columns.OfInt32();
    private readonly Column<int> _source = Columns.OfInt32();
    private readonly Column<string?> _text = Columns.OfText();
    private readonly Column<long> _at = Columns.OfInt64();

    /// <param name="lease">The place of the lease, from 1.</param>
    /// <param name="lines">The lines.</param>
    internal void Add(int lease, IReadOnlyList<LogLine> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (!_known.Add((lease, line.Sequence)))
            {
                continue;
            }

            _lease.Add(lease);
            _sequence.Add(line.Sequence);
            _step.Add(line.Step);
            _source.Add((int)line.Source);
            _text.AddText(line.Text);
            _at.Add(line.At);
        }
    }

    internal NpgsqlParameter[] ToParameters() =>
    [
        _lease.ToParameter(), _sequence.ToParameter(), _step.ToParameter(), _source.ToParameter(), _text.ToParameter(), _at.ToParameter(),
    ];
}
