using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Parsing;

/// <summary>Reads where a task leads to: <c>next</c>, or the keys of the older form, which mean the same as some <c>next</c>.</summary>
internal sealed class TransitionReader(YamlReading reading)
{
    private static readonly YamlKeys NextKeys = new("A transition", ["when", "publish", "do", "__chart_meta__"]);

    private static readonly YamlKeys BranchKeys = new("A branch of a decision", ["when", "next", "default"]);

    private static readonly string[] OlderKeys = ["on_success", "on_failure", "on_complete", "on_timeout", "decision", "publish"];

    private static readonly (string Key, Expression? When)[] Targets =
        [("on_success", Call("succeeded()")), ("on_failure", Call("failed()")), ("on_complete", null), ("on_timeout", Call("timed_out()"))];

    private readonly YamlTemplates _templates = new(reading.Findings);

    public IReadOnlyList<TransitionDefinition> Read(YamlFields task)
    {
        var next = ReadNext(task);
        if (next.Count == 0)
        {
            return ReadOlderForm(task);
        }

        foreach (var key in OlderKeys)
        {
            if (task.Has(key))
            {
                reading.Findings.Warning(YamlCodes.KeyWithoutEffect, $"'{key}' has no effect beside 'next'.", task.KeySpan(key));
            }
        }

        return next;
    }

    private List<TransitionDefinition> ReadNext(YamlFields task)
    {
        var transitions = new List<TransitionDefinition>();
        if (!task.TryGet("next", out var value))
        {
            return transitions;
        }

        if (value is not YamlSequence sequence)
        {
            task.WrongType("next", "a list of transitions", value);
            return transitions;
        }

        foreach (var item in sequence.Items)
        {
            if (item is not YamlMapping mapping)
            {
                reading.Findings.Error(YamlCodes.WrongType, $"A transition must be a mapping, not {item.Kind}.", item.Span);
                continue;
            }

            var fields = new YamlFields(mapping, NextKeys, reading.Findings);
            var transition = new TransitionDefinition
            {
                When = Condition(fields),
                Publish = ReadPublish(fields),
                Do = fields.Texts("do"),
                Annotations = fields.TryGet("__chart_meta__", out var meta)
                    ? new Dictionary<string, System.Text.Json.JsonElement> { ["__chart_meta__"] = YamlJson.Element(meta) }
                    : EmptyMap.Json,
                Span = mapping.Span,
            };
            reading.Spans.Add(transition, fields);
            transitions.Add(transition);
        }

        return transitions;
    }

    private List<TransitionDefinition> ReadOlderForm(YamlFields task)
    {
        var transitions = new List<TransitionDefinition>();
        foreach (var (key, when) in Targets)
        {
            if (task.Text(key) is { } target)
            {
                transitions.Add(new TransitionDefinition { When = when, Do = [target], Span = task.SpanOf(key, SourceSpan.None) });
            }
        }

        AddDecision(task, transitions);
        var publish = ReadPublish(task);
        if (publish.Count == 0)
        {
            return transitions;
        }

        var succeeded = transitions.FindIndex(transition => transition.When?.Source.Contains("succeeded()", StringComparison.Ordinal) == true);
        if (transitions.Count == 0)
        {
            transitions.Add(new TransitionDefinition { When = Targets[0].When, Publish = publish, Span = task.SpanOf("publish", SourceSpan.None) });
        }
        else
        {
            var index = Math.Max(succeeded, 0);
            transitions[index] = transitions[index] with { Publish = publish };
        }

        return transitions;
    }

    private void AddDecision(YamlFields task, List<TransitionDefinition> transitions)
    {
        if (!task.TryGet("decision", out var value))
        {
            return;
        }

        if (value is not YamlSequence sequence)
        {
            task.WrongType("decision", "a list of branches", value);
            return;
        }

        var hasDefault = false;
        foreach (var item in sequence.Items)
        {
            if (item is not YamlMapping mapping)
            {
                reading.Findings.Error(YamlCodes.WrongType, $"A branch of a decision must be a mapping, not {item.Kind}.", item.Span);
                continue;
            }

            var fields = new YamlFields(mapping, BranchKeys, reading.Findings);
            var when = Condition(fields);
            var isDefault = fields.Boolean("default");
            CheckBranch(fields, mapping, isDefault, hasDefault);
            hasDefault |= isDefault;
            transitions.Add(new TransitionDefinition
            {
                When = when,
                Choice = isDefault ? TransitionChoice.Otherwise : TransitionChoice.FirstMatch,
                Do = fields.Text("next") is { } target ? [target] : [],
                Span = fields.SpanOf("next", mapping.Span),
            });
        }
    }

    private void CheckBranch(YamlFields fields, YamlMapping mapping, bool isDefault, bool hasDefault)
    {
        if (!fields.TryGet("next", out _))
        {
            reading.Findings.Error(YamlCodes.InvalidValue, "A branch of a decision has no 'next'.", mapping.Span);
        }

        if (isDefault && hasDefault)
        {
            reading.Findings.Error(TaskCodes.InvalidDecision, "A decision can only have one default branch.", mapping.Span);
        }
        else if (!isDefault && !fields.TryGet("when", out _))
        {
            reading.Findings.Error(
                TaskCodes.InvalidDecision, "A decision branch must have a 'when' condition or be marked as default.", mapping.Span);
        }
    }

    private Expression? Condition(YamlFields fields) =>
        fields.TryGetScalar("when", "an expression", out var when) ? _templates.Condition(when) : null;

    private List<PublishDefinition> ReadPublish(YamlFields owner)
    {
        var publish = new List<PublishDefinition>();
        if (!owner.TryGet("publish", out var value))
        {
            return publish;
        }

        switch (value)
        {
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    AddPublish(item, publish);
                }

                break;
            case YamlScalar scalar:
                AddPublish(scalar, publish);
                break;
            default:
                owner.WrongType("publish", "a list", value);
                break;
        }

        return publish;
    }

    private void AddPublish(YamlNode item, List<PublishDefinition> publish)
    {
        switch (item)
        {
            case YamlMapping mapping:
                foreach (var (name, value) in mapping.Entries)
                {
                    if (_templates.Json(value) is { } template)
                    {
                        publish.Add(new(name.Text, template));
                    }
                }

                break;
            case YamlScalar { IsNull: false } name when !name.TryBoolean(out _) && !name.TryInteger(out _):
                publish.Add(new(name.Text, null));
                break;
            default:
                reading.Findings.Error(
                    YamlCodes.WrongType, $"What is published must be a name or 'name: value', not {item.Kind}.", item.Span);
                break;
        }
    }

    private static Expression Call(string source) => Expression.TryParse(source, default, new List<Diagnostic>(), out var expression)
        ? expression
        : throw new WorkflowEngineException($"'{source}' must be an expression.");
}
