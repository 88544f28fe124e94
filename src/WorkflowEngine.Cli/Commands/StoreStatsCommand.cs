using System.CommandLine;
using System.Globalization;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Engine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Commands;

internal sealed class StoreStatsCommand : Command, ICommandExamples
{
    private readonly CliEnvironment _environment;
    private readonly Option<string?> _store = CommonOptions.Store();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _plain = CommonOptions.Plain();
    private readonly Option<bool> _verbose = CommonOptions.Verbose();

    public StoreStatsCommand(CliEnvironment environment)
        : base("stats", "Show how much a store holds, what waits in it, and how far its observers are behind.")
    {
        _environment = environment;
        Add(_store);
        Add(_json);
        Add(_plain);
        Add(_verbose);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("wf store stats", "the store of this machine"),
        ("wf store stats --store postgres://app@db/app --json", "a database, for a script"),
    ];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = await RunLookup.OpenAsync(parsed.GetValue(_store), parsed.GetValue(_verbose), _environment, cancellationToken)
            .ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var statistics = await session.Store.Maintenance.GetStatisticsAsync(cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(_json))
            {
                WriteJson(statistics);
            }
            else
            {
                Write(new Terminal(_environment, parsed.GetValue(_plain)), statistics);
            }
        }

        return ExitCode.Success;
    }

    private void Write(Terminal terminal, StoreStatistics statistics)
    {
        WriteTables(terminal, statistics);
        terminal.Write();
        var runs = statistics.Runs.OrderByDescending(entry => entry.Key).Select(entry => $"{Count(entry.Value)} {entry.Key.ToText()}");
        terminal.Write($"Runs: {string.Join(", ", runs.DefaultIfEmpty("none"))}");
        terminal.Write($"Tasks: {Count(statistics.WaitingTasks)} waiting, {Count(statistics.RunningTasks)} running");
        if (statistics.OldestWaiting is { } oldest)
        {
            terminal.Write($"The oldest run with a task that can be taken was made {Elapsed.Ago(oldest, _environment.Time.GetUtcNow())}.", Tone.Warn);
        }

        foreach (var observer in statistics.Observers)
        {
            terminal.Write(
                $"Observer {PrintableText.OneLine(observer.Observer)}: {Count(observer.Behind)} transitions behind",
                observer.Behind > 0 ? Tone.Warn : Tone.Normal);
        }
    }

    private static void WriteTables(Terminal terminal, StoreStatistics statistics)
    {
        const int Column = 14;
        var name = statistics.Tables.Max(table => table.Name.Length);
        var hasSizes = statistics.Tables.Any(table => table.Bytes is not null);
        terminal.Write(new Line().AddPadded("table", name, Tone.Dim).Add("rows".PadLeft(Column), Tone.Dim)
            .Add(hasSizes ? "bytes".PadLeft(Column + 4) + "dead rows".PadLeft(Column) : "", Tone.Dim));
        foreach (var table in statistics.Tables)
        {
            terminal.Write(new Line().AddPadded(table.Name, name).Add(Count(table.Rows).PadLeft(Column))
                .Add(hasSizes ? Count(table.Bytes ?? 0).PadLeft(Column + 4) + Count(table.DeadRows ?? 0).PadLeft(Column) : ""));
        }

        if (statistics.Bytes is { } bytes)
        {
            terminal.Write(new Line().AddPadded("all", name, Tone.Strong).Add($"{Count(bytes)} bytes".PadLeft(Column), Tone.Strong));
        }
    }

    private void WriteJson(StoreStatistics statistics) => JsonOutput.WriteDocument(_environment.Out, json =>
    {
        json.WriteStartObject();
        json.WriteOptional("bytes", statistics.Bytes);
        json.WriteStartObject("runs");
        foreach (var (status, runs) in statistics.Runs.OrderBy(entry => entry.Key))
        {
            json.WriteNumber(status.ToText(), runs);
        }

        json.WriteEndObject();
        json.WriteNumber("waitingTasks", statistics.WaitingTasks);
        json.WriteNumber("runningTasks", statistics.RunningTasks);
        json.WriteTime("oldestWaiting", statistics.OldestWaiting);
        json.WriteNumber("lastPosition", statistics.LastPosition);
        json.WriteStartArray("observers");
        foreach (var observer in statistics.Observers)
        {
            json.WriteStartObject();
            json.WriteString("name", observer.Observer);
            json.WriteNumber("position", observer.Position);
            json.WriteNumber("behind", observer.Behind);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("tables");
        foreach (var table in statistics.Tables)
        {
            json.WriteStartObject();
            json.WriteString("name", table.Name);
            json.WriteNumber("rows", table.Rows);
            json.WriteOptional("bytes", table.Bytes);
            json.WriteOptional("deadRows", table.DeadRows);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
