using System.Text.Json;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>Writes trigger configurations as JSON. What has its default is left out, so that a plain one has its two members.</summary>
internal static class TriggerConfigWriter
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<TriggerConfig> configs)
    {
        writer.WriteStartArray();
        foreach (var config in configs)
        {
            Write(writer, config);
        }

        writer.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter writer, TriggerConfig config)
    {
        writer.WriteStartObject();
        writer.WriteString("trigger_type", config.TriggerType);
        writer.WriteBoolean("is_enabled", config.IsEnabled);
        if (config.Statuses is not [CompletionStatus.Complete])
        {
            Strings(writer, "statuses", config.Statuses.Select(CompletionStatusExtensions.ToName));
        }

        if (config.Conditions.Count > 0)
        {
            writer.WriteStartArray("conditions");
            foreach (var condition in config.Conditions)
            {
                Write(writer, condition);
            }

            writer.WriteEndArray();
        }

        if (config.ConditionMode == ConditionMode.Any)
        {
            writer.WriteString("condition_mode", "any");
        }

        if (config.JobName is { } name)
        {
            Write(writer, name);
        }

        Write(writer, config.Sources);
        if (config.Delay != TriggerDelay.None)
        {
            Write(writer, config.Delay);
        }

        if (config.Limits != TriggerLimits.None)
        {
            Write(writer, config.Limits);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, TriggerCondition condition)
    {
        writer.WriteStartObject();
        writer.WriteString("parameter", condition.Parameter);
        writer.WriteString("operator", ConditionOperatorNames.ToName(condition.Operator));
        if (condition.Value is { } value)
        {
            writer.WritePropertyName("value");
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, JobNameFilter filter)
    {
        writer.WriteStartObject("job_name");
        if (filter.Include.Count > 0)
        {
            Strings(writer, "include", filter.Include);
        }

        if (filter.Exclude.Count > 0)
        {
            Strings(writer, "exclude", filter.Exclude);
        }

        if (filter.Syntax == NameSyntax.Regex)
        {
            writer.WriteString("syntax", "regex");
        }

        if (filter.IgnoreCase)
        {
            writer.WriteBoolean("ignore_case", true);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, TriggerSources sources)
    {
        if (sources.IsAny)
        {
            writer.WriteString("source_experiments", "any");
        }
        else if (sources.Scopes is { } scopes)
        {
            Strings(writer, "source_experiments", scopes.Select(scope => scope.Name));
        }
    }

    private static void Write(Utf8JsonWriter writer, TriggerDelay delay)
    {
        writer.WriteStartObject("delay");
        writer.WriteNumber("seconds", (int)delay.Time.TotalSeconds);
        if (delay.Mode != DelayMode.Each)
        {
            writer.WriteString("mode", delay.Mode == DelayMode.Debounce ? "debounce" : "coalesce");
        }

        if (delay.MaxWait is { } wait)
        {
            writer.WriteNumber("max_wait_seconds", (int)wait.TotalSeconds);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, TriggerLimits limits)
    {
        writer.WriteStartObject("limits");
        if (limits.MaxTotal is { } total)
        {
            writer.WriteNumber("max_total", total);
        }

        if (limits.PerWindow is { } window)
        {
            writer.WriteStartObject("per_window");
            writer.WriteNumber("count", window.Count);
            writer.WriteNumber("seconds", (int)window.Span.TotalSeconds);
            writer.WriteEndObject();
        }

        if (limits.Cooldown > TimeSpan.Zero)
        {
            writer.WriteNumber("cooldown_seconds", (int)limits.Cooldown.TotalSeconds);
        }

        if (limits.MaxActive is { } active)
        {
            writer.WriteNumber("max_active", active);
        }

        if (limits.OnExceeded == ExceededAction.Defer)
        {
            writer.WriteString("on_exceeded", "defer");
        }

        writer.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
