using System.Text.Json;

namespace WorkflowEngine.Tests.Python.Evaluation;

public sealed class PythonSnippetTests
{
    private static readonly JsonElement[] Snippets =
    [
        .. JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "Python", "snippets.json"))).RootElement.EnumerateArray(),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Snippets.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_program_prints_what_Python_prints(int number)
    {
        var snippet = Snippets[number];

        var run = EvaluatedPython.Run(snippet.GetProperty("source").GetString()!);

        run.Output.Should().Be(snippet.GetProperty("output").GetString());
        EvaluatedPython.Ending(run).Should().Be(snippet.GetProperty("exception").GetString());
    }
}
