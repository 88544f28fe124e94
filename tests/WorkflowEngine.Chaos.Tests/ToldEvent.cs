using System.Globalization;
using WorkflowEngine.Runs;

namespace WorkflowEngine.Chaos.Tests;

/// <summary>An event as an observer noted it.</summary>
internal sealed record ToldEvent(long Run, long Sequence, RunEventKind Kind, WorkflowStatus Status, int? Job, int? Attempt, int? Step)
{
    public static ToldEvent Of(RunEvent told) => new(told.RunId, told.Sequence, told.Kind, told.Status, told.Job, told.Attempt, told.Step);

    /// <summary>What one observer was told, a list for each process it lived in, in their order.</summary>
    public static List<List<ToldEvent>> ReadAll(string folder, int process) =>
        [.. Directory.EnumerateFiles(folder, string.Create(CultureInfo.InvariantCulture, $"{process}-*.txt")).Order(StringComparer.Ordinal)
            .Select(file => WholeLines(file).Select(Parse).ToList())];

    /// <summary>A kill may cut the last write of a process short; what it had not written whole it had not yet taken.</summary>
    private static string[] WholeLines(string file)
    {
        var text = File.ReadAllText(file);
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static ToldEvent Parse(string line)
    {
        var words = line.Split(' ').Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return new(words[0], words[1], (RunEventKind)words[2], (WorkflowStatus)words[3], Maybe(words[4]), Maybe(words[5]), Maybe(words[6]));
    }

    private static int? Maybe(long number) => number < 0 ? null : (int)number;
}
