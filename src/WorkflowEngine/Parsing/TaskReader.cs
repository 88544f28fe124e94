using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Parsing;

/// <summary>Reads the tasks of a workflow with transitions, and those inside of a parallel task.</summary>
internal sealed class TaskReader(YamlReading reading)
{
    private static readonly YamlKeys Keys = new(
        "A task",
        [
            "name", "type", "action", "input", "when", "with_items", "batch_size", "concurrency", "publish", "retry", "timeout", "on_success",
            "on_failure", "on_complete", "on_timeout", "decision", "join", "next", "tasks", "permission_set_refs|permission_set_ref",
            "worker_selector", "worker_tolerations", "worker_affinity", "__chart_meta__",
        ]);

    private static readonly (string Word, FlowKind Value)[] Kinds =
        [("action", FlowKind.Action), ("parallel", FlowKind.Parallel), ("workflow", FlowKind.Workflow)];

    private static readonly string[] Annotations =
        ["permission_set_refs", "worker_selector", "worker_tolerations", "worker_affinity", "__chart_meta__"];

    private readonly YamlTemplates _templates = new(reading.Findings);

    private readonly TransitionReader _transitions = new(reading);

    /// <remarks>The depth is bounded by the limit of the tree.</remarks>
    public IReadOnlyList<JobDefinition> Read(YamlFields owner, YamlNode value)
    {
        if (value is not YamlSequence sequence)
        {
            owner.WrongType("tasks", "a list of tasks", value);
            return [];
        }

        var tasks = new List<JobDefinition>(sequence.Items.Count);
        foreach (var item in sequence.Items)
        {
            if (item is YamlMapping mapping)
            {
                tasks.Add(ReadTask(mapping));
            }
            else
            {
                reading.Findings.Error(YamlCodes.WrongType, $"A task must be a mapping, not {item.Kind}.", item.Span);
            }
        }

        return tasks;
    }

    private JobDefinition ReadTask(YamlMapping mapping)
    {
        var fields = new YamlFields(mapping, Keys, reading.Findings);
        var name = fields.Text("name");
        if (name is null)
        {
            reading.Findings.Error(YamlCodes.InvalidValue, "A task has no name.", mapping.Span, "Add 'name'.");
        }

        var kind = fields.Word("type", Kinds) ?? FlowKind.Action;
        var action = fields.Text("action");
        var flow = new JobFlow
        {
            Kind = kind,
            Input = Input(fields),
            When = fields.TryGetScalar("when", "an expression", out var when) ? _templates.Condition(when) : null,
            WithItems = WithItems(fields),
            BatchSize = fields.Integer("batch_size"),
            Concurrency = fields.Integer("concurrency"),
            JoinsAll = JoinsAll(fields),
            Join = JoinsAll(fields) ? null : Join(fields),
            Transitions = _transitions.Read(fields),
            Jobs = fields.TryGet("tasks", out var tasks) ? Read(fields, tasks) : [],
            Annotations = ReadAnnotations(fields),
        };
        var job = new JobDefinition
        {
            Name = name ?? "",
            Steps = action is null ? [] : [new() { Id = "action", Kind = StepKind.Action, Uses = action, Span = fields.SpanOf("action", mapping.Span) }],
            Timeout = Seconds(fields, "timeout"),
            Retry = Retry(fields),
            Flow = flow,
            Span = mapping.Span,
        };
        reading.Spans.Add(job, fields);
        return job;
    }

    private static bool JoinsAll(YamlFields fields) => fields.TryGet("join", out var join) && join is YamlScalar { Text: "all" };

    private int? Join(YamlFields fields)
    {
        var join = fields.Integer("join");
        if (join < 0)
        {
            reading.Findings.Error(YamlCodes.InvalidValue, "'join' must be 'all' or a positive number.", fields.SpanOf("join", SourceSpan.None));
        }

        return join;
    }

    private JsonTemplate? Input(YamlFields fields)
    {
        if (!fields.TryGet("input", out var value))
        {
            return null;
        }

        if (value is YamlMapping mapping)
        {
            return mapping.Entries.Count == 0 ? null : _templates.Json(mapping);
        }

        fields.WrongType("input", "a mapping of arguments", value);
        return null;
    }

    private ExpressionTemplate? WithItems(YamlFields fields)
    {
        if (!fields.TryGet("with_items", out var value))
        {
            return null;
        }

        if (value is YamlScalar scalar)
        {
            return _templates.Text(scalar);
        }

        reading.Findings.Error(
            YamlCodes.WrongType, $"'with_items' must be an expression that gives a list, not {value.Kind}.", value.Span, "Write \"{{ [1, 2] }}\".");
        return null;
    }

    private TimeSpan? Seconds(YamlFields fields, string field)
    {
        if (fields.Integer(field) is not { } seconds)
        {
            return null;
        }

        if (seconds < 0)
        {
            reading.Findings.Error(YamlCodes.InvalidValue, $"'{field}' must not be negative.", fields.SpanOf(field, SourceSpan.None));
            return null;
        }

        return TimeSpan.FromSeconds(seconds);
    }

    private static readonly YamlKeys RetryKeys = new("A retry policy", ["count", "delay", "backoff", "max_delay", "on_error", "jitter", "retry_on"]);

    private static readonly (string Word, RetryBackoff Value)[] Backoffs =
        [("constant", RetryBackoff.Constant), ("linear", RetryBackoff.Linear), ("exponential", RetryBackoff.Exponential)];

    private RetryPolicy? Retry(YamlFields owner)
    {
        if (owner.Mapping("retry") is not { } mapping)
        {
            return null;
        }

        var fields = new YamlFields(mapping, RetryKeys, reading.Findings);
        foreach (var required in (ReadOnlySpan<string>)["count", "delay"])
        {
            if (!fields.TryGet(required, out _))
            {
                reading.Findings.Error(YamlCodes.InvalidValue, $"'retry' has no '{required}'.", mapping.Span);
            }
        }

        var retry = new RetryPolicy
        {
            Count = fields.Integer("count") ?? 1,
            Delay = Seconds(fields, "delay") ?? TimeSpan.Zero,
            Backoff = fields.Word("backoff", Backoffs) ?? RetryBackoff.Constant,
            MaxDelay = Seconds(fields, "max_delay"),
            Jitter = fields.Number("jitter") ?? 0,
            RetryOn = fields.Texts("retry_on") ?? [],
            When = fields.TryGetScalar("on_error", "an expression", out var when) ? _templates.Condition(when) : null,
        };
        reading.Spans.Add(retry, fields);
        return retry;
    }

    private IReadOnlyDictionary<string, JsonElement> ReadAnnotations(YamlFields fields)
    {
        Dictionary<string, JsonElement>? found = null;
        foreach (var key in Annotations)
        {
            if (fields.TryGet(key, out var value) && _templates.Json(value) is not null)
            {
                (found ??= new(StringComparer.Ordinal)).Add(key, YamlJson.Element(value));
            }
        }

        return found ?? EmptyMap.Json;
    }
}
