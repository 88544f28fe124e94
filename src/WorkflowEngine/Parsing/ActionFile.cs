using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>What the file of an action says of the workflow it runs.</summary>
/// <param name="Ref">The ref it gives itself; null when it gives none.</param>
/// <param name="WorkflowFile">The workflow file, relative to the folder of the actions; null when the action runs something else.</param>
/// <param name="WorkflowFileSpan">Where that is said.</param>
/// <param name="Header">What it says in place of the workflow file.</param>
/// <param name="Diagnostics">What is wrong with the file.</param>
internal sealed record ActionFile(
    string? Ref, string? WorkflowFile, SourceSpan WorkflowFileSpan, TaskWorkflowHeader Header, IReadOnlyList<Diagnostic> Diagnostics)
{
    private static readonly ActionFile None = new(null, null, default, TaskWorkflowHeader.None, []);

    public static ActionFile Read(ReadOnlyMemory<byte> content, string file)
    {
        if (content.Span.IndexOf("workflow_file"u8) < 0)
        {
            return None;
        }

        var findings = new Findings();
        var text = YamlText.Decode(content.Span, findings);
        var tree = text is null ? new YamlTree(null, IsComplete: false) : YamlTreeReader.Read(text, findings);
        if (!tree.IsComplete || tree.Root is not YamlMapping root || !root.TryGet("workflow_file", out var workflow))
        {
            return None with { Diagnostics = findings.InFile(file) };
        }

        if (workflow.Value is not YamlScalar { IsNull: false } path)
        {
            findings.Error(YamlCodes.WrongType, $"'workflow_file' must be text, not {workflow.Value.Kind}.", workflow.Value.Span);
            return None with { Diagnostics = findings.InFile(file) };
        }

        var header = new TaskWorkflowHeader
        {
            Label = Text(root, "label"),
            Description = Text(root, "description"),
            Tags = root.TryGet("tags", out var tags) && tags.Value is YamlSequence list
                ? [.. list.Items.OfType<YamlScalar>().Select(tag => tag.Text)]
                : [],
            Parameters = root.TryGet("parameters", out var parameters) && parameters.Value is YamlMapping ? YamlJson.Element(parameters.Value) : null,
            Output = root.TryGet("output", out var output) && output.Value is YamlMapping ? YamlJson.Element(output.Value) : null,
        };
        return new(Text(root, "ref"), path.Text, path.Span, header, findings.InFile(file));
    }

    private static string? Text(YamlMapping root, string key) =>
        root.TryGet(key, out var entry) && entry.Value is YamlScalar { IsNull: false } scalar ? scalar.Text : null;
}
