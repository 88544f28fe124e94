namespace WorkflowEngine.Tests.Conformance;

/// <summary>
/// Marks a static method <c>string? Check(JsonElement testCase)</c> that reads the cases of these areas; it returns
/// null when the case holds and otherwise says why not. With area names, <paramref name="file"/> is the name of a
/// seeds file ("plue"); without, it is the path of a file whose cases are one area ("dag/github_needs_if").
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ConformanceAreaAttribute(string file, params string[] areas) : Attribute
{
    public IEnumerable<string> Names => areas.Length == 0 ? [file] : areas.Select(area => $"{file}/{area}");
}
