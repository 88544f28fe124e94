using System.Security.Cryptography;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>Reads workflow files written in YAML. Whatever the bytes are, the answer is definitions and diagnostics.</summary>
internal static class WorkflowYaml
{
    /// <param name="content">The bytes of the file.</param>
    /// <param name="file">The file, relative to its root, with forward slashes; its stem is the ref of the workflow.</param>
    /// <param name="scope">What the workflow belongs to.</param>
    public static WorkflowParseResult Read(ReadOnlyMemory<byte> content, string file, Scope scope)
    {
        var reading = new YamlReading();
        var text = YamlText.Decode(content.Span, reading.Findings);
        var tree = text is null ? new YamlTree(null, IsComplete: false) : YamlTreeReader.Read(text, reading.Findings);
        if (IsOtherDialect(tree, reading.Findings))
        {
            return new([], reading.Findings.InFile(file));
        }

        var definition = WorkflowReader.Read(tree, StemOf(file), reading) with
        {
            Scope = scope,
            Source = new(file, Convert.ToHexStringLower(SHA256.HashData(content.Span)), WorkflowFormat.Yaml),
        };
        var diagnostics = reading.Findings.InFile(file);
        return new(definition.Ref.Length == 0 ? [] : [definition with { Diagnostics = diagnostics }], diagnostics);
    }

    /// <summary>Reads a file of a pack, whose tasks start each other through transitions.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="file">The file, relative to its root, with forward slashes.</param>
    /// <param name="scope">What the workflow belongs to.</param>
    /// <param name="header">What is known of the workflow from elsewhere.</param>
    public static WorkflowParseResult ReadTasks(ReadOnlyMemory<byte> content, string file, Scope scope, TaskWorkflowHeader header)
    {
        var reading = new YamlReading();
        var text = YamlText.Decode(content.Span, reading.Findings);
        var tree = text is null ? new YamlTree(null, IsComplete: false) : YamlTreeReader.Read(text, reading.Findings);
        var source = new WorkflowSource(file, Convert.ToHexStringLower(SHA256.HashData(content.Span)), WorkflowFormat.YamlTasks);
        var definition = new WorkflowDefinition { Ref = header.Ref ?? "", Label = header.Label, Scope = scope, Source = source };
        if (!tree.IsComplete)
        {
            // What is broken is told already.
        }
        else if (tree.Root is YamlMapping root)
        {
            definition = TaskWorkflowReader.Read(root, header, reading);
            var validated = definition with { Scope = scope, Source = source };
            reading.Spans.Move(definition, validated);
            definition = validated;
            reading.AddRuleFindings(definition);
        }
        else
        {
            WorkflowReader.ReportRoot(tree.Root, "tasks", reading.Findings);
        }

        var diagnostics = reading.Findings.InFile(file);
        return new(definition.Ref.Length == 0 ? [] : [definition with { Diagnostics = diagnostics }], diagnostics);
    }

    private static bool IsOtherDialect(YamlTree tree, Findings findings)
    {
        if (tree is not { Root: YamlMapping root } || root.TryGet("jobs", out _))
        {
            return false;
        }

        if (!root.TryGet("tasks", out var entry) && !root.TryGet("job", out entry))
        {
            return false;
        }

        findings.Warning(
            YamlCodes.OtherDialect, $"Files with the key '{entry.Key.Text}' are not read yet.", entry.Key.Span, "Workflow files have the key 'jobs'.");
        return true;
    }

    private static string StemOf(string file)
    {
        var name = file.AsSpan(file.LastIndexOf('/') + 1);
        foreach (var extension in (ReadOnlySpan<string>)[".yml", ".yaml"])
        {
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            {
                return name[..^extension.Length].ToString();
            }
        }

        return name.ToString();
    }
}
