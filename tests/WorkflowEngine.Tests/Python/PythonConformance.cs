using System.Text;
using System.Text.Json;
using WorkflowEngine.Python;
using WorkflowEngine.Tests.Conformance;

namespace WorkflowEngine.Tests.Python;

/// <summary>Checks one case of the recorded verdicts of CPython; a failure is one sentence.</summary>
internal static class PythonConformance
{
    private static readonly string[] Ignored = ["sha256", "bytes", "python", "path", "calls_left_out"];

    /// <summary>A file with all its facts, as in <c>decorator_literals.json</c>.</summary>
    [ConformanceArea("python/decorator_literals")]
    public static string? Check(JsonElement @case) =>
        CheckFacts(Encoding.UTF8.GetBytes(@case.GetProperty("source").GetString()!), @case.GetProperty("facts"));

    /// <summary>A snippet with CPython's verdict, the number of nodes, and the value of a single literal.</summary>
    public static string? CheckSnippet(JsonElement @case)
    {
        var module = PythonParser.Parse(Encoding.UTF8.GetBytes(@case.GetProperty("source").GetString()!));
        if (CheckError(@case.GetProperty("error"), module, out var failure))
        {
            return failure;
        }

        var facts = PythonFacts.Of(module);
        var differences = new List<string>();
        FactComparison.Compare(@case.GetProperty("counts"), facts["counts"], "counts", differences);
        var defs = ((object?[])facts["defs"]!).Select(d => ((object?[])d!)[..4]).ToArray<object?>();
        FactComparison.Compare(@case.GetProperty("defs"), defs, "defs", differences);
        if (@case.TryGetProperty("value", out var value) && module.Body[0] is WorkflowEngine.Python.Syntax.ExpressionStatement only)
        {
            FactComparison.Compare(value, PythonFacts.Value(only.Value), "value", differences);
        }

        return differences.Count == 0 ? null : string.Join("; ", differences);
    }

    public static string? CheckFacts(ReadOnlySpan<byte> source, JsonElement expected, IReadOnlySet<string>? names = null)
    {
        var module = PythonParser.Parse(source);
        if (CheckError(expected.GetProperty("error"), module, out var failure))
        {
            return failure;
        }

        var facts = PythonFacts.Of(module, names);
        var differences = new List<string>();
        foreach (var property in expected.EnumerateObject().Where(p => !Ignored.Contains(p.Name)))
        {
            FactComparison.Compare(property.Value, facts.GetValueOrDefault(property.Name), property.Name, differences);
        }

        return differences.Count == 0 ? null : string.Join("; ", differences);
    }

    // True when the errors decide; a verdict without a line says nothing about the line.
    private static bool CheckError(JsonElement expected, PythonModule module, out string? failure)
    {
        failure = null;
        if (expected.ValueKind == JsonValueKind.Null)
        {
            failure = module.IsValid ? null : $"refused a valid file: {module.Diagnostics[0]}";
            return !module.IsValid;
        }

        if (module.IsValid)
        {
            failure = $"accepted what CPython refuses: {expected.GetProperty("msg").GetString()}";
            return true;
        }

        var line = expected.GetProperty("line");
        var actual = module.Diagnostics[0];
        if (line.ValueKind == JsonValueKind.Number && line.GetInt32() != actual.Span.Start.Line)
        {
            failure = $"said '{actual}' where CPython says line {line.GetInt32()}: {expected.GetProperty("msg").GetString()}";
        }

        return true;
    }
}
