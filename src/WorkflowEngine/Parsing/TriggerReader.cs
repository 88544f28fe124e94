using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Reads <c>on</c>: an event, a list of events, or a mapping of events to filters.</summary>
internal sealed class TriggerReader(YamlReading reading)
{
    private static readonly YamlKeys FilterKeys = new(
        "A trigger",
        ["branches", "branches-ignore", "tags", "tags-ignore", "paths", "paths-ignore", "types", "contains"],
        notSupported: ["inputs"]);

    // A schedule that ignored its time zone would run at another hour than the author meant.
    private static readonly YamlKeys ScheduleKeys = new("A schedule", ["cron"], refused: ["timezone", "tz"]);

    private readonly List<TriggerDefinition> _triggers = [];

    public IReadOnlyList<TriggerDefinition> Read(YamlFields workflow)
    {
        if (!workflow.TryGet("on", out var value))
        {
            return [];
        }

        switch (value)
        {
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    ReadEvents(workflow, item);
                }

                break;
            default:
                ReadEvents(workflow, value);
                break;
        }

        return _triggers;
    }

    private void ReadEvents(YamlFields workflow, YamlNode node)
    {
        switch (node)
        {
            case YamlScalar { IsNull: false } name:
                Add(name, EventFilter.Any);
                break;
            case YamlMapping mapping:
                foreach (var (name, value) in mapping.Entries)
                {
                    ReadEvent(name, value);
                }

                break;
            default:
                workflow.WrongType("on", "an event, a list of events or a mapping of events", node);
                break;
        }
    }

    private void ReadEvent(YamlScalar name, YamlNode value)
    {
        if (name.Text == "schedule")
        {
            ReadSchedules(name, value);
            return;
        }

        switch (value)
        {
            case YamlScalar { IsNull: true }:
                Add(name, EventFilter.Any);
                break;
            case YamlMapping filters:
                ReadFilter(name, filters);
                break;
            default:
                reading.Findings.Error(
                    YamlCodes.WrongType,
                    $"The filters of {Quoted.Text(name.Text)} must be a mapping, not {value.Kind}.",
                    value.Span,
                    "Write for example 'branches: [main]'.");
                break;
        }
    }

    private void ReadFilter(YamlScalar name, YamlMapping filters)
    {
        var fields = new YamlFields(filters, FilterKeys, reading.Findings);
        var filter = new EventFilter
        {
            Branches = Patterns(fields, "branches"),
            BranchesIgnore = Patterns(fields, "branches_ignore"),
            Tags = Patterns(fields, "tags"),
            TagsIgnore = Patterns(fields, "tags_ignore"),
            Paths = Patterns(fields, "paths"),
            PathsIgnore = Patterns(fields, "paths_ignore"),
            Types = Patterns(fields, "types"),
            Contains = fields.Text("contains"),
        };
        reading.Spans.Add(Add(name, filter), fields);
    }

    private IReadOnlyList<string>? Patterns(YamlFields fields, string field)
    {
        var patterns = fields.Texts(field);
        if (fields.Has(field) && !fields.TryGet(field, out _))
        {
            reading.Findings.Warning(
                YamlCodes.EmptyFilter, $"'{fields.Written(field)}' has no value and does not filter.", fields.KeySpan(field), "Write [] to match nothing.");
        }
        else if (patterns is { Count: 0 } && !field.EndsWith("_ignore", StringComparison.Ordinal))
        {
            reading.Findings.Warning(
                YamlCodes.EmptyFilter, $"'{fields.Written(field)}' is empty: the trigger matches no event.", fields.KeySpan(field));
        }

        return patterns;
    }

    private void ReadSchedules(YamlScalar name, YamlNode value)
    {
        if (value is not YamlSequence sequence)
        {
            ReadSchedule(name, value);
            return;
        }

        foreach (var item in sequence.Items)
        {
            ReadSchedule(name, item);
        }
    }

    private void ReadSchedule(YamlScalar name, YamlNode value)
    {
        switch (value)
        {
            case YamlScalar cron:
                _triggers.Add(new TriggerDefinition { Event = name.Text, Cron = cron.IsNull ? null : cron.Text, Span = cron.IsNull ? name.Span : cron.Span });
                break;
            case YamlMapping mapping:
                var fields = new YamlFields(mapping, ScheduleKeys, reading.Findings);
                var trigger = new TriggerDefinition { Event = name.Text, Cron = fields.Text("cron"), Span = mapping.Span };
                reading.Spans.Add(trigger, fields);
                _triggers.Add(trigger);
                break;
            default:
                reading.Findings.Error(YamlCodes.WrongType, $"A schedule must be a mapping with the key 'cron', not {value.Kind}.", value.Span);
                break;
        }
    }

    private TriggerDefinition Add(YamlScalar name, EventFilter filter)
    {
        var trigger = new TriggerDefinition
        {
            Event = name.Text == "workflow_dispatch" ? "manual" : name.Text,
            Filter = filter,
            Span = name.Span,
        };
        _triggers.Add(trigger);
        return trigger;
    }
}
