using System.Text.Json;
using WorkflowEngine.Definitions;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>
/// Reads the optional members of a trigger configuration. A member that is absent keeps what was stored, null takes it back to its
/// default, and one that cannot be read becomes its default and a problem.
/// </summary>
internal sealed class TriggerConfigReader(List<string> problems)
{
    private const int MaxConditions = 64;
    private const int MostSeconds = 31 * 24 * 60 * 60;

    private string _type = "";

    public TriggerConfig Read(JsonElement element, TriggerConfig kept)
    {
        _type = kept.TriggerType;
        var initial = new TriggerConfig { TriggerType = kept.TriggerType, IsEnabled = kept.IsEnabled };
        return kept with
        {
            Statuses = Member(element, "statuses", kept.Statuses, initial.Statuses, ReadStatuses),
            Conditions = Member(element, "conditions", kept.Conditions, initial.Conditions, ReadConditions),
            ConditionMode = Member(element, "condition_mode", kept.ConditionMode, initial.ConditionMode, ReadConditionMode),
            JobName = Member(element, "job_name", kept.JobName, null, ReadJobName),
            Sources = Member(element, "source_experiments", kept.Sources, initial.Sources, ReadSources),
            Delay = Member(element, "delay", kept.Delay, initial.Delay, ReadDelay),
            Limits = Member(element, "limits", kept.Limits, initial.Limits, ReadLimits),
        };
    }

    private T Member<T>(JsonElement element, string name, T kept, T initial, Func<JsonElement, T> read)
    {
        if (!element.TryGetProperty(name, out var value))
        {
            return kept;
        }

        if (value.ValueKind == JsonValueKind.Null)
        {
            return initial;
        }

        try
        {
            return read(value);
        }
        catch (FormatException problem)
        {
            problems.Add($"{name} of trigger_type {_type}: {problem.Message}");
            return initial;
        }
    }

    private static IReadOnlyList<CompletionStatus> ReadStatuses(JsonElement value)
    {
        var names = value.ValueKind == JsonValueKind.String ? [value] : Items(value, 16, "a list of statuses").ToList();
        var statuses = new SortedSet<CompletionStatus>();
        foreach (var name in names)
        {
            var group = CompletionStatusExtensions.FindGroup(name.ValueKind == JsonValueKind.String ? name.GetString() : null)
                ?? throw new FormatException($"{name.GetRawText()} is not a status that can start a workflow");
            statuses.UnionWith(group);
        }

        return statuses.Count > 0 ? [.. statuses] : throw new FormatException("the list is empty, so nothing could start the workflow");
    }

    private static IReadOnlyList<TriggerCondition> ReadConditions(JsonElement value) =>
        [.. Items(value, MaxConditions, "a list of conditions").Select(ReadCondition)];

    private static TriggerCondition ReadCondition(JsonElement value)
    {
        Expect(value, JsonValueKind.Object, "each condition must be an object");
        if (!ConditionOperatorNames.TryParse(Text(value, "operator"), out var comparison))
        {
            throw new FormatException($"the operator must be one of {ConditionOperatorNames.All}");
        }

        var condition = new TriggerCondition
        {
            Parameter = Text(value, "parameter") ?? throw new FormatException("each condition must have a parameter"),
            Operator = comparison,
            Value = value.TryGetProperty("value", out var operand) ? operand.Clone() : null,
        };
        CompiledCondition.Check(condition);
        return condition;
    }

    private static ConditionMode ReadConditionMode(JsonElement value) => TextOf(value) switch
    {
        "all" => ConditionMode.All,
        "any" => ConditionMode.Any,
        _ => throw new FormatException("it must be \"all\" or \"any\""),
    };

    private static JobNameFilter? ReadJobName(JsonElement value)
    {
        Expect(value, JsonValueKind.Object, "it must be an object");
        var filter = new JobNameFilter
        {
            Include = Patterns(value, "include"),
            Exclude = Patterns(value, "exclude"),
            Syntax = Optional(value, "syntax") is not { } syntax ? NameSyntax.Glob : TextOf(syntax) switch
            {
                "glob" => NameSyntax.Glob,
                "regex" => NameSyntax.Regex,
                _ => throw new FormatException("syntax must be \"glob\" or \"regex\""),
            },
            IgnoreCase = Optional(value, "ignore_case") is { } ignoreCase && (ignoreCase.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => throw new FormatException("ignore_case must be a boolean"),
            }),
        };
        _ = new CompiledNameFilter(filter);
        return filter;
    }

    private static TriggerSources ReadSources(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString() switch
            {
                "same" => TriggerSources.Same,
                "any" => TriggerSources.Any,
                _ => throw new FormatException("it must be \"same\", \"any\" or a list of ids"),
            };
        }

        return TriggerSources.Of([.. Items(value, TriggerSources.MaxScopes, "\"same\", \"any\" or a list of ids").Select(ReadScope)]);
    }

    private static Scope ReadScope(JsonElement value)
    {
        var name = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : TextOf(value);
        try
        {
            return new Scope(name);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException(exception.Message);
        }
    }

    private static TriggerDelay ReadDelay(JsonElement value)
    {
        Expect(value, JsonValueKind.Object, "it must be an object");
        var delay = new TriggerDelay
        {
            Time = TimeSpan.FromSeconds(Integer(value, "seconds", 0, MostSeconds) ?? 0),
            Mode = Optional(value, "mode") is not { } mode ? DelayMode.Each : TextOf(mode) switch
            {
                "each" => DelayMode.Each,
                "debounce" => DelayMode.Debounce,
                "coalesce" => DelayMode.Coalesce,
                _ => throw new FormatException("mode must be \"each\", \"debounce\" or \"coalesce\""),
            },
            MaxWait = Integer(value, "max_wait_seconds", 1, MostSeconds) is { } wait ? TimeSpan.FromSeconds(wait) : null,
        };
        return delay.MaxWait is null || delay.Mode == DelayMode.Debounce
            ? delay
            : throw new FormatException("max_wait_seconds needs the mode \"debounce\"");
    }

    private static TriggerLimits ReadLimits(JsonElement value)
    {
        Expect(value, JsonValueKind.Object, "it must be an object");
        var limits = new TriggerLimits
        {
            MaxTotal = Integer(value, "max_total", 1, int.MaxValue),
            PerWindow = Optional(value, "per_window") is { } window ? ReadWindow(window) : null,
            Cooldown = TimeSpan.FromSeconds(Integer(value, "cooldown_seconds", 0, MostSeconds) ?? 0),
            MaxActive = Integer(value, "max_active", 1, int.MaxValue),
            OnExceeded = Optional(value, "on_exceeded") is not { } action ? ExceededAction.Skip : TextOf(action) switch
            {
                "skip" => ExceededAction.Skip,
                "defer" => ExceededAction.Defer,
                _ => throw new FormatException("on_exceeded must be \"skip\" or \"defer\""),
            },
        };
        return limits.MaxTotal is null || limits.OnExceeded == ExceededAction.Skip
            ? limits
            : throw new FormatException("on_exceeded \"defer\" cannot go with max_total, for there would never be room again");
    }

    private static WindowLimit ReadWindow(JsonElement value)
    {
        Expect(value, JsonValueKind.Object, "per_window must be an object");
        var count = Integer(value, "count", 1, WindowLimit.MaxCount) ?? throw new FormatException("per_window must have a count");
        var seconds = Integer(value, "seconds", 1, MostSeconds) ?? throw new FormatException("per_window must have seconds");
        return new WindowLimit(count, TimeSpan.FromSeconds(seconds));
    }

    private static IReadOnlyList<string> Patterns(JsonElement value, string name) => Optional(value, name) is { } list
        ? [.. Items(list, JobNameFilter.MaxPatterns, $"{name} must be a list of patterns").Select(TextOf)]
        : [];

    private static JsonElement.ArrayEnumerator Items(JsonElement value, int most, string what)
    {
        Expect(value, JsonValueKind.Array, $"it must be {what}");
        return value.GetArrayLength() <= most ? value.EnumerateArray() : throw new FormatException($"it has more than {most} entries");
    }

    private static JsonElement? Optional(JsonElement value, string name) =>
        value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private static string? Text(JsonElement value, string name) =>
        Optional(value, name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new FormatException($"{value.GetRawText()} is not a text");

    private static int? Integer(JsonElement value, string name, int least, int most)
    {
        if (Optional(value, name) is not { } member)
        {
            return null;
        }

        return member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"{name} must be a whole number from {least} to {most}");
    }

    private static void Expect(JsonElement value, JsonValueKind kind, string otherwise)
    {
        if (value.ValueKind != kind)
        {
            throw new FormatException(otherwise);
        }
    }
}
