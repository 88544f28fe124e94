using System.Text;
using WorkflowEngine.Definitions;
using WorkflowEngine.Parsing;

namespace WorkflowEngine.Tests.Support;

/// <summary>Reads YAML of a test as if it were the file <c>ci.yml</c>.</summary>
internal static class YamlWorkflow
{
    public static WorkflowParseResult Read(string yaml, string file = "ci.yml") => Read(Encoding.UTF8.GetBytes(yaml), file);

    public static WorkflowParseResult Read(byte[] content, string file = "ci.yml") => WorkflowYaml.Read(content, file, new Scope("tests"));

    /// <summary>The definition of a file in which nothing is wrong.</summary>
    public static WorkflowDefinition Valid(string yaml)
    {
        var result = Read(yaml);
        result.Diagnostics.Should().BeEmpty();
        return result.Definitions.Single();
    }

    /// <summary>What is said about a file, without the name of the file.</summary>
    public static IReadOnlyList<string> Findings(string yaml) => [.. Read(yaml).Diagnostics.Select(diagnostic => diagnostic.ToString()["ci.yml:".Length..].Trim())];

    /// <summary>What is said about a workflow with one job of which only one part is of interest.</summary>
    public static IReadOnlyList<string> FindingsInJob(string lines) =>
        Findings("jobs:\n  build:\n    steps: [make]\n    " + lines.ReplaceLineEndings("\n    "));

    /// <summary>What is said about a workflow with one job with one step.</summary>
    public static IReadOnlyList<string> FindingsInStep(string lines) =>
        Findings("jobs:\n  build:\n    steps:\n      - " + lines.ReplaceLineEndings("\n        "));
}
