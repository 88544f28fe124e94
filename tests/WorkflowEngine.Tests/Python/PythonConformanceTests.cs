using System.Text.Json;

namespace WorkflowEngine.Tests.Python;

[Trait("Category", "Conformance")]
public class PythonConformanceTests
{
    private const string SnippetsVariable = "WORKFLOWENGINE_CPYTHON_SNIPPETS";
    private const string FactsVariable = "WORKFLOWENGINE_PYTHON_FACTS";

    // The decorators whose functions the facts of whole files describe; common ones, so that there is something to compare.
    private static readonly HashSet<string> WholeFileNames =
    [
        "workflow", "property", "staticmethod", "classmethod", "contextmanager", "unittest", "support", "cached_property",
    ];

    [Fact]
    public void Decorated_files_with_every_form_of_literal_read_as_in_CPython()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Conformance", "python", "decorator_literals.json");
        Failures(path, PythonConformance.Check, out var count).Should().BeEmpty();
        count.Should().Be(540);
    }

    [Fact]
    public void Snippets_of_the_test_suite_of_CPython_get_its_verdict()
    {
        var path = Environment.GetEnvironmentVariable(SnippetsVariable);
        Assert.SkipWhen(path is null, $"{SnippetsVariable} names no file of recorded snippets");
        var failures = Failures(path!, PythonConformance.CheckSnippet, out var count);
        failures.Count.Should().BeLessThanOrEqualTo(count * 3 / 1000, string.Join("\n", failures));
    }

    [Fact]
    public void Whole_files_read_as_in_CPython()
    {
        // One line of facts per file; each names its file.
        var path = Environment.GetEnvironmentVariable(FactsVariable);
        Assert.SkipWhen(path is null, $"{FactsVariable} names no file of recorded facts");
        var failures = new List<string>();
        foreach (var line in File.ReadLines(path!))
        {
            using var facts = JsonDocument.Parse(line);
            var source = facts.RootElement.GetProperty("path").GetString()!;
            if (PythonConformance.CheckFacts(File.ReadAllBytes(source), facts.RootElement, WholeFileNames) is { } failure)
            {
                failures.Add($"{source}: {failure}");
            }
        }

        failures.Should().BeEmpty();
    }

    private static List<string> Failures(string path, Func<JsonElement, string?> check, out int count)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var failures = new List<string>();
        count = 0;
        foreach (var @case in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            count++;
            if (check(@case) is { } failure)
            {
                failures.Add($"{@case.GetProperty("id").GetString()}: {failure}");
            }
        }

        return failures;
    }
}
