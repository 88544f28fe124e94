using System.Globalization;
using System.Text;

namespace WorkflowEngine.Samples.Cluster;

/// <summary>Draws the table over its last picture on a terminal, and below it elsewhere.</summary>
internal sealed class Table
{
    private readonly bool _isLive = !Console.IsOutputRedirected;
    private int _lines;

    public void Draw(IReadOnlyList<NodeProcess> nodes, Queue? queue, Totals totals)
    {
        var text = new StringBuilder();
        Line(text, $" {"process",-13}{"pid",8}{"jobs/s",9}{"jobs",9}{"running",9}{"leases",8}");
        foreach (var node in nodes)
        {
            var leases = queue?.Leases.GetValueOrDefault(node.Worker) ?? 0;
            if (node.IsGone)
            {
                Line(text, $" {node.Worker,-13}{"gone",8}{"–",9}{node.Done,9}{"–",9}{leases,8}   its leases run out, then others take over");
            }
            else
            {
                Line(text, $" {node.Worker,-13}{node.Id,8}{node.DonePerSecond,9:N0}{node.Done,9}{node.Running,9}{leases,8}{(node.Lives > 1 ? "   started again" : "")}");
            }
        }

        Line(text, $"");
        Line(text, $" runs/s {totals.RunsPerSecond,6:N0}   events/s {totals.EventsPerSecond,7:N0}   in the queue {queue?.Waiting.ToString(CultureInfo.InvariantCulture) ?? "?",5}");
        Line(text, $" start to end of a run: p50 {totals.Median,6:N1} ms   p99 {totals.P99,7:N1} ms   {totals.Ended,8:N0} runs ended");
        if (_isLive && _lines > 0)
        {
            Console.Write($"\e[{_lines}A\e[J");
        }

        _lines = text.ToString().Count(character => character == '\n');
        Console.Write(text);
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
