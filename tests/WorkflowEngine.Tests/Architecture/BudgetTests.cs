namespace WorkflowEngine.Tests.Architecture;

public sealed class BudgetTests
{
    private const int Limit = 400;
    private const int PythonLimit = 600;

    [Fact]
    public void No_source_file_is_longer_than_its_budget() =>
        Violations.None(RepositoryFolder.Files("src", "*.cs")
            .Select(path => (Path: RepositoryFolder.Relative(path), Lines: File.ReadLines(path).Count()))
            .Where(file => file.Lines > (file.Path.Contains("/Python/", StringComparison.Ordinal) ? PythonLimit : Limit))
            .Select(file => $"{file.Path}: {file.Lines} lines"));
}
