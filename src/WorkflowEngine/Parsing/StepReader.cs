using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Reads the steps of a job.</summary>
internal sealed class StepReader(YamlReading reading)
{
    private static readonly string[] KindKeys = ["run", "uses", "parallel"];

    // A step that ignored one of the refused keys would run when it should not, or do something else.
    private static readonly YamlKeys Keys = new(
        "A step",
        [
            "name", "id", "if", "run", "uses", "with", "env", "working_directory", "timeout|timeout-minutes", "retry", "depends_on|needs", "parallel",
            "max_parallel",
        ],
        notSupported: ["image", "outputs", "description"],
        refused: ["condition", "allow_failure", "continue_on_error", "for_each", "matrix", "shell", "prompt"]);

    private readonly StepIds _ids = new();

    public IReadOnlyList<StepDefinition> Read(YamlFields job)
    {
        if (!job.TryGet("steps", out var value))
        {
            return [];
        }

        ReserveIds(value);
        return ReadList(job, "steps", value);
    }

    /// <remarks>The depth is bounded by the limit of the tree.</remarks>
    private void ReserveIds(YamlNode list)
    {
        if (list is not YamlSequence sequence)
        {
            return;
        }

        foreach (var item in sequence.Items)
        {
            if (item is not YamlMapping step)
            {
                continue;
            }

            if (step.TryGet("id", out var id) && id.Value is YamlScalar { IsNull: false } scalar)
            {
                _ids.Reserve(scalar.Text);
            }

            if (step.TryGet("parallel", out var parallel))
            {
                ReserveIds(parallel.Value);
            }
        }
    }

    private List<StepDefinition> ReadList(YamlFields owner, string field, YamlNode value)
    {
        var steps = new List<StepDefinition>();
        switch (value)
        {
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    steps.Add(ReadStep(item));
                }

                break;
            case YamlScalar scalar:
                steps.Add(ReadCommand(scalar));
                break;
            default:
                owner.WrongType(field, "a list of steps", value);
                break;
        }

        return steps;
    }

    private StepDefinition ReadStep(YamlNode node)
    {
        switch (node)
        {
            case YamlMapping mapping:
                return ReadMapping(mapping);
            case YamlScalar { IsNull: false } scalar:
                return ReadCommand(scalar);
            default:
                reading.Findings.Error(YamlCodes.WrongType, $"A step must be a mapping or a command, not {node.Kind}.", node.Span);
                return new StepDefinition { Id = _ids.Next(null, null), Span = node.Span };
        }
    }

    private StepDefinition ReadCommand(YamlScalar command) => new() { Id = _ids.Next(null, null), Run = command.Text, Span = command.Span };

    private StepDefinition ReadMapping(YamlMapping mapping)
    {
        var fields = new YamlFields(mapping, Keys, reading.Findings);
        var label = fields.Text("name");
        var id = _ids.Next(fields.Text("id"), label);
        var step = new StepDefinition
        {
            Id = id,
            Label = label == id ? null : label,
            Kind = KindOf(fields, mapping),
            If = PolicyReader.If(fields, reading),
            DependsOn = fields.Texts("depends_on"),
            Run = fields.Text("run"),
            Uses = fields.Text("uses"),
            With = fields.Strings("with", nestedAsJson: true),
            Steps = fields.TryGet("parallel", out var children) ? ReadList(fields, "parallel", children) : [],
            MaxParallel = fields.Integer("max_parallel"),
            Env = fields.Strings("env"),
            WorkingDirectory = fields.Text("working_directory"),
            Timeout = fields.Duration("timeout"),
            Retry = PolicyReader.Retry(fields, reading),
            Span = mapping.Span,
        };
        WarnWithoutEffect(fields, "with", "uses");
        WarnWithoutEffect(fields, "max_parallel", "parallel");
        reading.Spans.Add(step, fields);
        return step;
    }

    private StepKind KindOf(YamlFields fields, YamlMapping mapping)
    {
        var given = KindKeys.Where(fields.Has).ToList();
        if (given.Count == 0)
        {
            reading.Findings.Error(YamlCodes.StepKind, "A step must have 'run', 'uses' or 'parallel'.", mapping.Span);
        }
        else if (given.Count > 1)
        {
            reading.Findings.Error(
                YamlCodes.StepKind, $"A step can have only one of {Quoted.List(given, "and")}.", fields.KeySpan(given[1]), "Make it two steps.");
        }

        return given.Count == 0 ? StepKind.Shell : given[0] switch
        {
            "uses" => StepKind.Action,
            "parallel" => StepKind.Parallel,
            _ => StepKind.Shell,
        };
    }

    private void WarnWithoutEffect(YamlFields fields, string field, string without)
    {
        if (fields.Has(field) && !fields.Has(without))
        {
            reading.Findings.Warning(YamlCodes.KeyWithoutEffect, $"'{fields.Written(field)}' has no effect without '{without}'.", fields.KeySpan(field));
        }
    }
}
