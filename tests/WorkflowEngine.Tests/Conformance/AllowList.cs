namespace WorkflowEngine.Tests.Conformance;

/// <summary>The cases that the design decides otherwise: one line each, <c>id|reason</c>.</summary>
internal sealed class AllowList
{
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    public static string DefaultPath => Path.Combine(ConformanceFolder.Default, "allow-list.txt");

    public IReadOnlyDictionary<string, string> Reasons => _reasons;

    public IReadOnlyList<string> Problems => _problems;

    public static AllowList Parse(IEnumerable<string> lines)
    {
        var list = new AllowList();
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var end = line.IndexOfAny(['|', '\t']);
            var id = end < 0 ? line : line[..end].Trim();
            var reason = end < 0 ? "" : line[(end + 1)..].Trim();
            if (reason.Length == 0)
            {
                list._problems.Add($"allow-list: {id} gives no reason");
            }
            else if (!list._reasons.TryAdd(id, reason))
            {
                list._problems.Add($"allow-list: {id} stands there twice");
            }
        }

        return list;
    }
}
