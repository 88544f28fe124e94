using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace WorkflowEngine.Tests.Python.Evaluation;

public sealed class PythonDifferentialTests(ITestOutputHelper output)
{
    private const int Batch = 500;

    [Fact]
    public void Random_programs_print_and_raise_what_they_do_in_Python()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("PYTHON_PROGRAMS") ?? "500", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("PYTHON_SEED") ?? "20260", CultureInfo.InvariantCulture);
        output.WriteLine($"{count} programs from seed {seed}");
        var limited = 0;
        var disagreements = new List<string>();
        for (var first = 0; first < count; first += Batch)
        {
            var programs = Enumerable.Range(seed + first, Math.Min(Batch, count - first)).Select(RandomProgram.Write).ToArray();
            var expected = RunByPython(programs);
            for (var i = 0; i < programs.Length; i++)
            {
                var run = EvaluatedPython.Run(programs[i]);
                if (EvaluatedPython.Ending(run).StartsWith("WF", StringComparison.Ordinal))
                {
                    limited++;
                }
                else if (run.Output != expected[i].Output || EvaluatedPython.Ending(run) != expected[i].Exception)
                {
                    disagreements.Add(Difference(seed + first + i, programs[i], expected[i], (run.Output, EvaluatedPython.Ending(run))));
                }
            }
        }

        output.WriteLine($"{disagreements.Count} disagreements, {limited} stopped by a limit");
        disagreements.Take(20).Should().BeEmpty();
        limited.Should().BeLessThan(1 + (count / 50));
    }

    private static string Difference(int seed, string program, (string Output, string Exception) expected, (string Output, string Exception) actual)
    {
        var (a, b) = (expected.Output.Split('\n'), actual.Output.Split('\n'));
        var line = 0;
        while (line < a.Length && line < b.Length && a[line] == b[line])
        {
            line++;
        }

        return $"seed {seed}, line {line + 1}: expected <{a.ElementAtOrDefault(line)}> {expected.Exception}, got <{b.ElementAtOrDefault(line)}> {actual.Exception}\n"
            + (Environment.GetEnvironmentVariable("PYTHON_SHOW") is null ? "" : program);
    }

    private static (string Output, string Exception)[] RunByPython(string[] programs)
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(AppContext.BaseDirectory, "Fixtures", "Python", "run_programs.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = StartOrSkip(start);
        using (var input = process.StandardInput.BaseStream)
        {
            JsonSerializer.Serialize(input, programs);
        }

        using var results = JsonDocument.Parse(process.StandardOutput.BaseStream);
        process.WaitForExit();
        return [.. results.RootElement.EnumerateArray().Select(result => (result.GetProperty("output").GetString()!, result.GetProperty("exception").GetString()!))];
    }

    private static Process StartOrSkip(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip("python3 is not on the path.");
            throw;
        }
    }
}
