using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Reads the outermost mapping of a workflow file.</summary>
internal static class WorkflowReader
{
    private static readonly YamlKeys Keys = new(
        "The workflow",
        ["name", "ref", "description", "tags", "on|triggers", "env", "concurrency", "jobs", "inputs", "allow_self_trigger"],
        notSupported: ["outputs", "vars", "version"])
    {
        AllowsExtensions = true,
    };

    public static WorkflowDefinition Read(YamlTree tree, string stem, YamlReading reading)
    {
        if (!tree.IsComplete)
        {
            return new WorkflowDefinition { Ref = stem, Label = LabelOf(tree.Root) };
        }

        if (tree.Root is not YamlMapping root)
        {
            ReportRoot(tree.Root, "jobs", reading.Findings);
            return new WorkflowDefinition { Ref = stem };
        }

        var fields = new YamlFields(root, Keys, reading.Findings);
        var triggers = new TriggerReader(reading);
        var definition = new WorkflowDefinition
        {
            Ref = stem,
            Label = fields.Text("name"),
            Description = fields.Text("description"),
            Tags = fields.Texts("tags") ?? [],
            Triggers = triggers.Read(fields),
            Inputs = [.. InputReader.Read(fields, reading), .. triggers.Inputs],
            Jobs = new JobReader(reading).Read(fields),
            Env = fields.Strings("env"),
            Concurrency = PolicyReader.Concurrency(fields, reading),
            AllowSelfTrigger = fields.Boolean("allow_self_trigger"),
        };
        CheckRef(fields, stem, reading.Findings);
        reading.Spans.Add(definition, fields);
        reading.AddRuleFindings(definition);
        return WithoutRepeatedNeeds(definition);
    }

    private static string? LabelOf(YamlNode? root) =>
        root is YamlMapping mapping && mapping.TryGet("name", out var entry) && entry.Value is YamlScalar { IsNull: false } name ? name.Text : null;

    public static void ReportRoot(YamlNode? root, string key, Findings findings)
    {
        if (root is null or YamlScalar { IsNull: true })
        {
            findings.Error(YamlCodes.Empty, "The file is empty.", SourceSpan.None, $"A workflow file has at least the key '{key}'.");
        }
        else
        {
            findings.Error(YamlCodes.WrongType, $"A workflow file must be a mapping with the key '{key}', not {root.Kind}.", root.Span);
        }
    }

    private static void CheckRef(YamlFields fields, string stem, Findings findings)
    {
        if (fields.Text("ref") is { } written && written != stem)
        {
            findings.Error(
                YamlCodes.RefMismatch,
                $"The ref {Quoted.Text(written)} differs from the file's name {Quoted.Text(stem)}.",
                fields.SpanOf("ref", SourceSpan.None),
                "Rename the file, or leave 'ref' out.");
        }
    }

    private static WorkflowDefinition WithoutRepeatedNeeds(WorkflowDefinition definition)
    {
        var jobs = new List<JobDefinition>(definition.Jobs.Count);
        foreach (var job in definition.Jobs)
        {
            var needs = new HashSet<string>(job.Needs, StringComparer.Ordinal);
            jobs.Add(needs.Count == job.Needs.Count ? job : job with { Needs = [.. needs] });
        }

        return definition with { Jobs = jobs };
    }
}
