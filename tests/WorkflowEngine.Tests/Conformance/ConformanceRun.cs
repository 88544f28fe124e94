using System.Text.Json;

namespace WorkflowEngine.Tests.Conformance;

internal static class ConformanceRun
{
    public static ConformanceResult Execute(
        IReadOnlyList<ConformanceCase> cases,
        IReadOnlyDictionary<string, Func<JsonElement, string?>> checks,
        AllowList allowList,
        IReadOnlySet<string> knownIds)
    {
        var lines = new List<string>();
        var failed = new List<string>();
        var problems = new List<string>(allowList.Problems);
        var passedIds = new HashSet<string>(StringComparer.Ordinal);

        foreach (var area in cases.GroupBy(testCase => testCase.Area, StringComparer.Ordinal).OrderBy(area => area.Key, StringComparer.Ordinal))
        {
            if (!checks.TryGetValue(area.Key, out var check))
            {
                lines.Add($"{area.Key} -/{area.Count()}");
                continue;
            }

            var passed = 0;
            foreach (var testCase in area)
            {
                var why = Reason(check, testCase);
                if (why is null)
                {
                    passed++;
                    passedIds.Add(testCase.Id);
                    continue;
                }

                var allowed = allowList.Reasons.TryGetValue(testCase.Id, out var reason);
                failed.Add($"{testCase.Id}\t{area.Key}\t{why}{(allowed ? $" (allowed: {reason})" : "")}");
                if (!allowed)
                {
                    problems.Add($"{testCase.Id} {area.Key}: {why}");
                }
            }

            lines.Add($"{area.Key} {passed}/{area.Count()}");
        }

        foreach (var id in allowList.Reasons.Keys)
        {
            if (!knownIds.Contains(id))
            {
                problems.Add($"allow-list: there is no case {id}");
            }
            else if (passedIds.Contains(id))
            {
                problems.Add($"allow-list: {id} holds now; take its line away");
            }
        }

        return new ConformanceResult(lines, failed, problems);
    }

    private static string? Reason(Func<JsonElement, string?> check, ConformanceCase testCase)
    {
        try
        {
            return check(testCase.Json)?.ReplaceLineEndings(" ");
        }
        catch (Exception exception)
        {
            // A check that throws is a case that does not hold; the others still run.
            return $"{exception.GetType().Name}: {exception.Message}".ReplaceLineEndings(" ");
        }
    }
}
