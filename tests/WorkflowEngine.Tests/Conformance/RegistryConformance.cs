using System.Text;
using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Parsing;
using WorkflowEngine.Parsing.Prompts;
using WorkflowEngine.Sources;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>Answers cases about the files of a repository that become definitions and prompts.</summary>
internal static class RegistryConformance
{
    private const string Good = "@workflow(triggers=[push()])\ndef good(ctx):\n    ctx.run('true')\n";

    [ConformanceArea("plue", "registry.hash")]
    public static string? Hash(JsonElement testCase)
    {
        var content = Encoding.UTF8.GetBytes(testCase.GetProperty("input").GetProperty("content").GetString()!);
        return ConformanceCase.Equal(PromptFile.Read(content, "x.prompt.md").Sha256, testCase);
    }

    [ConformanceArea("plue", "registry.discover")]
    public static string? Discover(JsonElement testCase)
    {
        using var folder = new TempFolder();
        var input = testCase.GetProperty("input");
        var expected = ConformanceCase.Expected(testCase);
        foreach (var file in Names(input, "files"))
        {
            folder.Write($".plue/workflows/{file}", $"@workflow(triggers=[push()])\ndef f_{Convert.ToHexString(Encoding.UTF8.GetBytes(file))}(ctx):\n    ctx.run('true')\n");
        }

        foreach (var file in Names(input, "prompt_files"))
        {
            folder.Write($".plue/prompts/{file}", $"---\nname: {file}\n---\nx");
        }

        if (input.TryGetProperty("workflows_in_file", out _))
        {
            // One that can be planned beside one that cannot, or two in a file that Python itself refuses.
            var second = input.TryGetProperty("invalid", out _)
                ? "@workflow(triggers=[push()])\ndef other(ctx):\n    ctx.run('true', depends_on=['none'])\n"
                : Good.Replace("good", "other", StringComparison.Ordinal) + "x = = 1\n";
            folder.Write(".plue/workflows/two.py", Good + second);
        }

        if (input.TryGetProperty("prompt", out _))
        {
            folder.Write(".plue/prompts/a.prompt.md", "---\nname: A\n---\nx");
        }

        var result = DefinitionLoader.ReadAsync(new RegisteredRepository(folder.Path, Scope.Default), CancellationToken.None).GetAwaiter().GetResult();
        var prompts = new PromptCatalog(PromptFolder.Of(folder.Path).Read(CancellationToken.None).Prompts);
        return Judge(expected, result, prompts, input);
    }

    private static string? Judge(JsonElement expected, WorkflowParseResult result, PromptCatalog prompts, JsonElement input)
    {
        var errors = result.Diagnostics.Count(found => found.IsError);
        var valid = result.Definitions.Count(definition => definition.IsValid);
        if (expected.TryGetProperty("considered", out var considered))
        {
            var wanted = considered.EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal);
            var got = input.TryGetProperty("files", out _)
                ? result.Definitions.Select(definition => Path.GetFileName(definition.Source!.File))
                : prompts.Names;
            return wanted.SequenceEqual(got.Order(StringComparer.Ordinal)) ? null : $"got {string.Join(", ", got)}";
        }

        if (expected.TryGetProperty("in_catalog", out var isThere))
        {
            return prompts.Find("A") is not null == isThere.GetBoolean() ? null : "the prompt is not there";
        }

        var stored = expected.TryGetProperty("stored", out var count) ? count.GetInt32() : expected.GetProperty("parsed").GetInt32();
        return errors == expected.GetProperty("errors").GetInt32() && valid == stored ? null : $"got {valid} valid and {errors} errors: {string.Join("; ", result.Diagnostics)}";
    }

    private static IEnumerable<string> Names(JsonElement input, string name) =>
        input.TryGetProperty(name, out var files) ? files.EnumerateArray().Select(file => file.GetString()!) : [];
}
