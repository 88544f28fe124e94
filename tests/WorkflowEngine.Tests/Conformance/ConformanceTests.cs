namespace WorkflowEngine.Tests.Conformance;

[Trait("Category", "Conformance")]
public sealed class ConformanceTests(ITestOutputHelper output)
{
    private const string ReportVariable = "WORKFLOWENGINE_CONFORMANCE_REPORT";

    [Fact]
    public void Every_case_that_a_test_reads_holds_or_is_on_the_allow_list()
    {
        var cases = ConformanceFolder.Read(ConformanceFolder.Chosen);
        var defaults = ConformanceFolder.Chosen == ConformanceFolder.Default ? cases : ConformanceFolder.Read(ConformanceFolder.Default);
        var result = ConformanceRun.Execute(
            cases,
            ConformanceRegistry.Find(),
            AllowList.Parse(File.ReadLines(AllowList.DefaultPath)),
            defaults.Select(testCase => testCase.Id).ToHashSet(StringComparer.Ordinal));

        Report(result);

        Violations.None(result.Problems);
    }

    private void Report(ConformanceResult result)
    {
        var lines = string.Join(Environment.NewLine, [.. result.Areas, .. result.Failed]);
        output.WriteLine(lines);
        // A runner shows a test's own output only when it fails; the figures are wanted every time.
        Console.WriteLine(lines);
        if (Environment.GetEnvironmentVariable(ReportVariable) is { Length: > 0 } report)
        {
            File.WriteAllText(report, lines + Environment.NewLine);
        }
    }
}
