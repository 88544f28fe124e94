namespace WorkflowEngine.Tests.Support;

/// <summary>What breaks a rule of the house, all of it and one per line.</summary>
internal static class Violations
{
    public static void None(IEnumerable<string> found)
    {
        var lines = found.Distinct().Order(StringComparer.Ordinal).ToList();
        if (lines.Count > 0)
        {
            Assert.Fail(string.Join('\n', lines));
        }
    }
}
