using System.Globalization;

namespace WorkflowEngine.Tests.Chaos;

/// <summary>Something that a step did to the world, as its process noted it.</summary>
internal sealed record Effect(string What, string Scope, long Run, string Job, int Attempt)
{
    public bool IsStart => What == "start";

    public static List<Effect> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.txt").SelectMany(File.ReadAllLines).Select(Parse)];

    private static Effect Parse(string line)
    {
        var words = line.Split(' ');
        return new Effect(
            words[0],
            words[1],
            long.Parse(words[2], CultureInfo.InvariantCulture),
            words[3],
            int.Parse(words[4], CultureInfo.InvariantCulture));
    }
}
