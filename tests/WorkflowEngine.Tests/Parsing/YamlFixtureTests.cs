using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Parsing;

/// <summary>Every <c>x.yml</c> of the fixtures reads as <c>x.json</c> says, with the findings of <c>x.diagnostics.txt</c> and no others.</summary>
public sealed class YamlFixtureTests
{
    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures", "Yaml");

    public static TheoryData<string> Names() => [.. Directory.GetFiles(Folder, "*.yml").Select(Path.GetFileNameWithoutExtension).Order().OfType<string>()];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_reads_as_its_expectation_says(string name)
    {
        var result = YamlWorkflow.Read(File.ReadAllBytes(Path.Combine(Folder, $"{name}.yml")), $"workflows/{name}.yml");

        var findings = string.Join('\n', result.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        findings.Should().Be(Expectation($"{name}.diagnostics.txt"));
        var definitions = string.Join('\n', result.Definitions.Select(DefinitionJson.Write));
        definitions.Should().Be(Expectation($"{name}.json"));
    }

    [Fact]
    public void Every_expectation_has_its_file() =>
        Directory.GetFiles(Folder).Select(path => Path.GetFileName(path).Split('.')[0]).Distinct().Should().BeEquivalentTo(Names().Select(row => row.Data));

    private static string Expectation(string file)
    {
        var path = Path.Combine(Folder, file);
        return File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n").TrimEnd('\n') : "";
    }
}
