using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers cases about the globs and filters of job files.</summary>
public static class JobFileTriggerConformance
{
    /// <summary>Returns null when a case holds, or else what differs.</summary>
    [ConformanceArea("reactorcide", "branch_glob", "path_glob")]
    public static string? CheckGlob(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var glob = new SegmentGlob(input.GetProperty("pattern").GetString()!);
        return Compare(testCase, glob.IsMatch(input.GetProperty("value").GetString()!));
    }

    /// <summary>Returns null when a case holds, or else what differs.</summary>
    [ConformanceArea("reactorcide", "path_filter")]
    public static string? CheckPaths(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var filter = new SegmentFilter(new() { Paths = Texts(input, "include"), PathsIgnore = Texts(input, "exclude") });
        var occurrence = new WorkflowEvent { Name = "push", ChangedPaths = Texts(input, "changed_files") };
        return Compare(testCase, filter.Check(occurrence, EventRef.Of(occurrence)).IsMatch);
    }

    /// <summary>Returns null when a case holds, or else what differs.</summary>
    [ConformanceArea("reactorcide", "event_match")]
    public static string? CheckEvent(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var order = input.GetProperty("definitions").EnumerateArray().Select(definition => definition.GetProperty("name").GetString()!).ToList();
        var index = TriggerIndex.Create(input.GetProperty("definitions").EnumerateArray().Select(definition => Definition(
            definition.GetProperty("name").GetString()!,
            Texts(definition.GetProperty("triggers"), "events")!,
            Texts(definition.GetProperty("triggers"), "branches"),
            Texts(definition.GetProperty("paths"), "include"),
            Texts(definition.GetProperty("paths"), "exclude"))));
        var matched = TriggerMatcher.Match(index, Occurrence(input)).Select(definition => definition.Ref).OrderBy(order.IndexOf);
        var expected = ConformanceCase.Expected(testCase).EnumerateArray().Select(name => name.GetString()!);
        return matched.SequenceEqual(expected) ? null : $"got {string.Join(", ", matched)}";
    }

    /// <summary>Returns null when a case holds, or else what differs.</summary>
    [ConformanceArea("reactorcide", "workflow_match")]
    public static string? CheckWorkflow(JsonElement testCase)
    {
        var input = testCase.GetProperty("input");
        var events = Texts(input, "events")!;
        var definition = Definition("case", events, Texts(input, "branches"), Texts(input, "paths_include"), null);
        var match = TriggerMatcher.Explain(TriggerIndex.Create([definition]), Occurrence(input)).Single();
        var expected = ConformanceCase.Expected(testCase);

        // A definition without triggers is of no dialect, and says so in the engine's own words.
        var reason = events.Count == 0 ? SegmentReason.OfEvent(events, Occurrence(input)) : match.Reason;
        return match.IsMatch == expected.GetProperty("matched").GetBoolean() && reason == expected.GetProperty("reason").GetString()
            ? null
            : $"got {match.IsMatch}: {reason}";
    }

    private static WorkflowDefinition Definition(
        string name, IReadOnlyList<string> events, IReadOnlyList<string>? branches, IReadOnlyList<string>? include, IReadOnlyList<string>? exclude)
    {
        var filter = new EventFilter { Dialect = FilterDialect.Segments, Branches = branches, Paths = include, PathsIgnore = exclude };
        return new() { Ref = name, Triggers = [.. events.Select(heard => new TriggerDefinition { Event = heard, Filter = filter })] };
    }

    private static WorkflowEvent Occurrence(JsonElement input)
    {
        var name = input.GetProperty("event").GetString()!;
        var branch = input.GetProperty("branch").GetString() is { Length: > 0 } given ? given : null;
        var isRequest = name.StartsWith("pull_request", StringComparison.Ordinal);
        return new()
        {
            Name = name,
            Ref = branch is null || isRequest ? null : (name == "tag_created" ? "refs/tags/" : "refs/heads/") + branch,
            BaseRef = isRequest ? branch : null,
            ChangedPaths = Texts(input, "changed_files"),
        };
    }

    private static List<string>? Texts(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
            : null;

    private static string? Compare(JsonElement testCase, bool actual) =>
        ConformanceCase.Expected(testCase).GetBoolean() == actual ? null : $"got {actual}";
}
