using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Reads <c>on</c>: an event, a list of events, or a mapping of events to filters.</summary>
internal sealed class TriggerReader(YamlReading reading)
{
    private static readonly YamlKeys FilterKeys = new(
        "A trigger",
        ["branches", "branches-ignore", "tags", "tags-ignore", "paths", "paths-ignore", "types", "contains"]);

    private static readonly YamlKeys ManualKeys = new("A start by hand", ["inputs"]);

    private static readonly YamlKeys ScheduleKeys = new("A schedule", ["cron", "timezone|tz|time_zone", "missed", "jitter"]);

    private static readonly (string Word, MissedOccurrences Value)[] Missed =
        [("latest", MissedOccurrences.Latest), ("skip", MissedOccurrences.Skip), ("all", MissedOccurrences.All)];

    private readonly List<TriggerDefinition> _triggers = [];
    private readonly List<InputDefinition> _inputs = [];

    /// <summary>The inputs that were written where the start by hand is.</summary>
    public IReadOnlyList<InputDefinition> Inputs => _inputs;

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
            case YamlScalar { Text: "schedule" } name:
                ReportSchedule(name.Span);
                break;
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
        if (name.Text is "manual" or "workflow_dispatch")
        {
            _inputs.AddRange(InputReader.Read(new(filters, ManualKeys, reading.Findings), reading));
            Add(name, EventFilter.Any);
            return;
        }

        var fields = new YamlFields(filters, FilterKeys, reading.Findings);
        var filter = new EventFilter
        {
            Branches = Patterns(fields, "branches"),
            BranchesIgnore = Ignored(fields, "branches"),
            Tags = Patterns(fields, "tags"),
            TagsIgnore = Ignored(fields, "tags"),
            Paths = Patterns(fields, "paths"),
            PathsIgnore = Ignored(fields, "paths"),
            Types = Patterns(fields, "types"),
            Contains = fields.Text("contains"),
        };
        Add(name, filter);
    }

    private IReadOnlyList<string>? Ignored(YamlFields fields, string field)
    {
        var ignored = field + "_ignore";
        if (!fields.TryGet(ignored, out _) || !fields.TryGet(field, out _))
        {
            return Patterns(fields, ignored);
        }

        reading.Findings.Error(
            YamlCodes.ConflictingKeys,
            $"A trigger has either '{field}' or '{fields.Written(ignored)}'.",
            fields.KeySpan(ignored),
            $"Write exceptions into '{field}' with '!' in front.");
        return null;
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
        var fields = value is YamlMapping mapping ? new YamlFields(mapping, ScheduleKeys, reading.Findings) : null;
        var cron = value is YamlScalar { IsNull: false } scalar ? scalar.Text : fields?.Text("cron");
        if (cron is null)
        {
            ReportSchedule(value is YamlScalar ? name.Span : value.Span);
            return;
        }

        _triggers.Add(new TriggerDefinition
        {
            Event = name.Text,
            Cron = cron,
            TimeZone = fields?.Text("timezone"),
            Missed = fields?.Word("missed", Missed) ?? MissedOccurrences.Latest,
            Jitter = fields?.Duration("jitter") ?? TimeSpan.Zero,
            Span = value.Span,
        });
    }

    private void ReportSchedule(SourceSpan span) => reading.Findings.Error(
        YamlCodes.InvalidValue, "A schedule needs a cron expression.", span, "Write for example - cron: '0 6 * * 1-5'.");

    private void Add(YamlScalar name, EventFilter filter) => _triggers.Add(new TriggerDefinition
    {
        Event = name.Text == "workflow_dispatch" ? "manual" : name.Text,
        Filter = filter,
        Span = name.Span,
    });
}
