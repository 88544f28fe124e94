using System.Globalization;

namespace WorkflowEngine.Tests.Chaos;

/// <summary>Something that a step did to the world, as its process noted it.</summary>
internal sealed record Effect(int Process, string What, string Scope, long Run, string Job, int Attempt)
{
    public bool IsStart => What == "start";

    public static List<Effect> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.txt").SelectMany(Read)];

    private static IEnumerable<Effect> Read(string file)
    {
        var process = int.Parse(Path.GetFileName(file).AsSpan(0, Path.GetFileName(file).IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
        return File.ReadAllLines(file).Select(line => Parse(process, line));
    }

    private static Effect Parse(int process, string line)
    {
        var words = line.Split(' ');
        return new Effect(
            process,
            words[0],
            words[1],
            long.Parse(words[2], CultureInfo.InvariantCulture),
            words[3],
            int.Parse(words[4], CultureInfo.InvariantCulture));
    }
}
