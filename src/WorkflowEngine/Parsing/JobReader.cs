using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Reads the jobs of a workflow.</summary>
internal sealed class JobReader(YamlReading reading)
{
    private static readonly YamlKeys Keys = new(
        "A job",
        [
            "name", "type", "needs|depends_on", "condition", "if", "steps", "env", "timeout|timeout-minutes", "concurrency", "allow_failure|continue-on-error",
            "priority", "runs_on", "for_each", "item_var", "retry",
        ],
        notSupported: ["image", "matrix", "strategy", "outputs", "description"]);

    private static readonly string[] Conditions = ["all_success", "any_success", "any_failed", "always"];

    public IReadOnlyList<JobDefinition> Read(YamlFields workflow)
    {
        if (workflow.Mapping("jobs") is not { } mapping)
        {
            return [];
        }

        var jobs = new List<JobDefinition>(mapping.Entries.Count);
        foreach (var (name, value) in mapping.Entries)
        {
            jobs.Add(ReadJob(name, value));
        }

        return jobs;
    }

    private JobDefinition ReadJob(YamlScalar name, YamlNode value)
    {
        if (value is not YamlMapping mapping)
        {
            // The job is kept, so that others may need it without a second error.
            var span = value is YamlScalar { IsNull: true } ? name.Span : value.Span;
            reading.Findings.Error(YamlCodes.WrongType, $"The job {Quoted.Text(name.Text)} must be a mapping with the key 'steps', not {value.Kind}.", span);
            return new JobDefinition { Name = name.Text, Span = span };
        }

        var fields = new YamlFields(mapping, Keys, reading.Findings);
        var job = new JobDefinition
        {
            Name = name.Text,
            Label = fields.Text("name"),
            Type = ReadType(fields),
            Needs = fields.Texts("needs") ?? [],
            Condition = ReadCondition(fields),
            Steps = new StepReader(reading).Read(fields),
            Env = fields.Strings("env"),
            Timeout = fields.Duration("timeout"),
            Priority = fields.Integer("priority") ?? 0,
            AllowFailure = fields.Boolean("allow_failure"),
            Retry = PolicyReader.Retry(fields, reading),
            RunsOn = fields.Texts("runs_on") ?? [],
            Concurrency = PolicyReader.Concurrency(fields, reading),
            ForEach = ReadForEach(fields),
            Span = new(name.Span.Start, mapping.Span.End),
        };
        reading.Spans.Add(job, fields);
        return job;
    }

    private static string? ReadType(YamlFields fields)
    {
        if (!fields.TryGetScalar("type", "text", out var type))
        {
            return null;
        }

        if (type.Text.Length <= JobDefinition.MaxTypeLength && !string.IsNullOrWhiteSpace(type.Text))
        {
            return type.Text;
        }

        fields.InvalidValue("type", type, $"the type of a job, 1 to {JobDefinition.MaxTypeLength} characters");
        return null;
    }

    private JobCondition ReadCondition(YamlFields fields)
    {
        if (fields.Has("condition") && fields.Has("if"))
        {
            reading.Findings.Error(YamlCodes.ConflictingKeys, "A job has either 'condition' or 'if'.", fields.KeySpan("if"), "Write it all in 'if'.");
        }

        if (!fields.TryGetScalar("condition", "text", out var rule))
        {
            return PolicyReader.If(fields, reading) is { } expression ? JobCondition.If(expression) : JobCondition.AllSuccess;
        }

        if (JobCondition.FromName(rule.Text) is { } named)
        {
            return named;
        }

        var hint = NearestName.Hint(rule.Text, Conditions) ?? (rule.Text.AsSpan().ContainsAny("( '\"=") ? "Use 'if' for an expression." : null);
        fields.InvalidValue("condition", rule, Quoted.List(Conditions, "or"), hint);
        return JobCondition.AllSuccess;
    }

    private ForEachDefinition? ReadForEach(YamlFields fields)
    {
        if (!fields.Has("for_each"))
        {
            if (fields.Has("item_var"))
            {
                reading.Findings.Warning(YamlCodes.KeyWithoutEffect, "'item_var' has no effect without 'for_each'.", fields.KeySpan("item_var"));
            }

            return null;
        }

        if (!fields.TryGet("for_each", out var value))
        {
            reading.Findings.Error(YamlCodes.WrongType, "'for_each' must be a list, not nothing.", fields.KeySpan("for_each"));
            return null;
        }

        var items = value switch
        {
            YamlSequence sequence => sequence,
            YamlScalar scalar when !scalar.Text.Contains("{{", StringComparison.Ordinal) => ListOfOne(scalar),
            _ => null,
        };
        if (items is null)
        {
            fields.WrongType("for_each", "a list", value);
            return null;
        }

        var elements = YamlJson.Elements(items);
        return fields.Text("item_var") is { } variable ? new(elements, variable) : new(elements);
    }

    private static YamlSequence ListOfOne(YamlScalar scalar)
    {
        var list = new YamlSequence(scalar.Span);
        list.Add(scalar);
        return list;
    }
}
