namespace WorkflowEngine.Tests.Architecture;

public sealed class ReadmeTests
{
    private static IEnumerable<MarkdownFence> Snippets =>
        Directory.EnumerateFiles(RepositoryFolder.Root, "*.md")
            .Concat(new[] { "src", "tests", "samples", "benchmarks" }.SelectMany(folder => RepositoryFolder.Files(folder, "*.md")))
            .SelectMany(path => MarkdownFence.Read(RepositoryFolder.Relative(path), File.ReadAllText(path)))
            .Where(fence => fence.Language is "csharp" or "cs" or "c#");

    [Fact]
    public void Every_example_of_the_documentation_compiles() =>
        Violations.None(Snippets
            .SelectMany(fence => SnippetCompiler.Errors(fence.Text).Select(error => $"{fence.File}, example at line {fence.Line}: {error}")));

    [Theory]
    [InlineData("Console.WriteLine(WorkflowEngine.Runs.WorkflowStatus.Success);")]
    [InlineData("using WorkflowEngine.Runs;\n\nvar s = WorkflowStatus.Success;\nawait Task.FromResult(s);")]
    [InlineData("public sealed class A { public WorkflowEngine.Runs.WorkflowStatus Status { get; init; } }")]
    [InlineData("using Microsoft.Extensions.DependencyInjection;\n\nservices.AddSingleton(TimeProvider.System);")]
    public void An_example_may_be_a_program_a_type_or_a_piece_of_a_host(string text) =>
        SnippetCompiler.Errors(text).Should().BeEmpty();

    [Theory]
    [InlineData("Console.WriteLin();")]
    [InlineData("var name = WorkflowEngine.Runs.StatusNames.FromText(\"success\");")]
    [InlineData("services.AddNothing();")]
    public void An_example_with_an_error_is_found(string text) =>
        SnippetCompiler.Errors(text).Should().NotBeEmpty();

    [Fact]
    public void Fences_are_found_with_their_line() =>
        MarkdownFence.Read("a.md", "# A\n\n```csharp\nvar a = 1;\nvar b = 2;\n```\n\n```\nls\n```\n")
            .Should().Equal(new MarkdownFence("a.md", 4, "csharp", "var a = 1;\nvar b = 2;"), new MarkdownFence("a.md", 9, "", "ls"));
}
