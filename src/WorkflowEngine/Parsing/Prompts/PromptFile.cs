using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Templates;

namespace WorkflowEngine.Parsing.Prompts;

/// <summary>Reads prompt files (<c>*.prompt.md</c>). Whatever the bytes are, the answer is a definition with everything found in the file.</summary>
internal static class PromptFile
{
    private static readonly YamlKeys Keys = new("A prompt", ["name", "client", "type", "inputs", "output", "tools", "max_turns", "extends"])
    {
        AllowsExtensions = true,
    };

    private static readonly (string Word, bool IsAgent)[] Types = [("llm", false), ("agent", true)];

    /// <param name="content">The bytes of the file.</param>
    /// <param name="file">The file, relative to its root, with forward slashes.</param>
    public static PromptDefinition Read(ReadOnlyMemory<byte> content, string file)
    {
        var findings = new Findings();
        var decoded = YamlText.Decode(content.Span, findings);
        var parts = decoded is null ? null : PromptParts.Split(decoded.Text, findings);
        var prompt = new PromptDefinition
        {
            Name = "",
            File = file,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span)),
            Inputs = PromptTypes.Anything,
            Output = PromptTypes.Anything,
            Body = parts?.Body ?? "",
        };
        if (parts is not null)
        {
            prompt = ReadFront(prompt, parts, findings);
            var found = new List<Diagnostic>();
            Template.TryParse(new TemplateSource(parts.Body, file, new(parts.BodyLine, 1)), found, out var template);
            findings.AddRange(found);
            prompt = prompt with { Template = template };
        }

        return prompt with { Diagnostics = findings.InFile(file) };
    }

    /// <summary>The text of a file that a prompt includes: all of it, or the body when it has a front part of its own.</summary>
    public static TemplateSource? ReadIncluded(ReadOnlySpan<byte> content, string file, Findings findings)
    {
        if (YamlText.Decode(content, findings) is not { } decoded)
        {
            return null;
        }

        var parts = decoded.Text.StartsWith("---", StringComparison.Ordinal) ? PromptParts.Split(decoded.Text, new Findings()) : null;
        return parts is null ? new(decoded.Text, file, new(1, 1)) : new(parts.Body, file, new(parts.BodyLine, 1));
    }

    private static PromptDefinition ReadFront(PromptDefinition prompt, PromptParts parts, Findings findings)
    {
        // The line of dashes above becomes an empty one, so that the lines of findings are those of the file.
        var text = YamlText.Decode(Encoding.UTF8.GetBytes("\n" + parts.Front), findings);
        var tree = text is null ? new YamlTree(null, IsComplete: false) : YamlTreeReader.Read(text, findings);
        if (tree.Root is not YamlMapping mapping)
        {
            if (tree.IsComplete)
            {
                findings.Error(PromptCodes.MissingField, "Missing required field: name.", SourceSpan.At(1, 1), "The front part is a mapping with the key 'name'.");
            }

            return prompt;
        }

        var fields = new YamlFields(mapping, Keys, findings);
        var name = fields.Text("name");
        if (string.IsNullOrWhiteSpace(name) && tree.IsComplete)
        {
            findings.Error(PromptCodes.MissingField, "Missing required field: name.", fields.SpanOf("name", SourceSpan.At(1, 1)));
        }

        var turns = fields.Integer("max_turns");
        if (turns < 0)
        {
            findings.Error(YamlCodes.InvalidValue, "'max_turns' must not be negative.", fields.SpanOf("max_turns", default));
        }

        return prompt with
        {
            Name = name?.Trim() ?? "",
            Client = fields.Text("client") ?? PromptDefinition.DefaultClient,
            IsAgent = fields.Word("type", Types) ?? false,
            Inputs = PromptTypes.Schema(fields, "inputs", findings),
            Output = PromptTypes.Schema(fields, "output", findings),
            Tools = fields.Texts("tools") ?? [],
            MaxTurns = turns ?? 10,
            Extends = fields.Text("extends"),
        };
    }
}
