using System.Collections.Concurrent;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;
using WorkflowEngine.Planning.Plue;
using WorkflowEngine.Python.Evaluation;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers;
using Scope = WorkflowEngine.Definitions.Scope;

namespace WorkflowEngine.Sources;

/// <summary>Brings what the host has added, files and records, into the catalogue.</summary>
internal sealed class DefinitionLoader(
    IWorkflowStore store, PythonLimits limits, IEnumerable<RegisteredRepository> repositories, IEnumerable<RegisteredWorkflow> workflows)
{
    /// <summary>The origin of definitions that the host made as records.</summary>
    public const string CodeOrigin = "code";

    /// <summary>The origin of definitions read from a repository's work tree.</summary>
    public const string RepositoryOrigin = "repository";

    private const string WorkflowFolders = ".plue/workflows";

    /// <summary>What was read from the files of each scope when they were loaded last.</summary>
    private readonly ConcurrentDictionary<Scope, IReadOnlyDictionary<string, FileReading>> _readings = new();

    /// <summary>Reads everything the host has added and saves it, each scope in one step.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var repository in repositories)
        {
            await LoadAsync(repository, cancellationToken).ConfigureAwait(false);
        }

        foreach (var scope in workflows.Select(workflow => Validated(workflow.Definition)).GroupBy(definition => definition.Scope))
        {
            var definitions = scope.ToList();
            Refuse(definitions);
            await store.Catalog.SaveAsync(scope.Key, CodeOrigin, definitions, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Reads the workflow files of a repository and saves their definitions in one step. A file that is as it was when this was called
    /// before, and so are the prompts it may import, is not planned again.
    /// </summary>
    /// <returns>What was read, with findings that belong to no definition.</returns>
    public async Task<WorkflowParseResult> LoadAsync(RegisteredRepository repository, CancellationToken cancellationToken)
    {
        var (catalog, found) = ReadPrompts(repository.Root, cancellationToken);
        var readings = new FileReadings(_readings.GetValueOrDefault(repository.Scope), catalog.Fingerprint);
        var readers = Readers(catalog, limits).ToDictionary(reader => reader.Key, reader => readings.Once(reader.Value), StringComparer.Ordinal);
        var result = await ReadAsync(repository, readers, found, cancellationToken).ConfigureAwait(false);
        await store.Catalog.SaveAsync(repository.Scope, RepositoryOrigin, result.Definitions, cancellationToken).ConfigureAwait(false);
        _readings[repository.Scope] = readings.Files;
        return result;
    }

    /// <summary>Reads the prompts and workflow files of a repository and saves nothing.</summary>
    public static Task<WorkflowParseResult> ReadAsync(RegisteredRepository repository, CancellationToken cancellationToken)
    {
        var (catalog, found) = ReadPrompts(repository.Root, cancellationToken);
        return ReadAsync(repository, Readers(catalog, PythonLimits.Default), found, cancellationToken);
    }

    /// <summary>
    /// Reads one workflow file wherever it lies and saves nothing; null when its extension is not one of a workflow file. In the
    /// workflow folder of a repository it may import the prompts beside it.
    /// </summary>
    public static async Task<WorkflowParseResult?> ReadFileAsync(string path, Scope scope, CancellationToken cancellationToken)
    {
        var readers = Readers(PromptsFor(path, cancellationToken), PythonLimits.Default);
        return readers.ContainsKey(Path.GetExtension(path))
            ? await new RepositorySource(readers).ReadFileAsync(new(path, Path.GetFileName(path)), scope, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>The prompts that a workflow file may import; null when it does not lie in the workflow folder of a repository.</summary>
    public static PromptCatalog? PromptsFor(string path, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!.Replace('\\', '/');
        return folder.EndsWith("/" + WorkflowFolders, StringComparison.Ordinal)
            ? ReadPrompts(folder[..^WorkflowFolders.Length], cancellationToken).Catalog
            : null;
    }

    private static async Task<WorkflowParseResult> ReadAsync(
        RegisteredRepository repository,
        IReadOnlyDictionary<string, WorkflowFileReader> readers,
        IReadOnlyList<Diagnostic> found,
        CancellationToken cancellationToken)
    {
        var result = await new RepositorySource(readers).ReadAsync(repository.Root, repository.Scope, cancellationToken).ConfigureAwait(false);
        return result with { Diagnostics = [.. found, .. result.Diagnostics] };
    }

    /// <summary>The prompts come first, because workflows import them.</summary>
    private static (PromptCatalog Catalog, IReadOnlyList<Diagnostic> Diagnostics) ReadPrompts(string root, CancellationToken cancellationToken)
    {
        var (found, diagnostics) = PromptFolder.Of(root).Read(cancellationToken);
        return (new PromptCatalog(found), diagnostics);
    }

    private static Dictionary<string, WorkflowFileReader> Readers(IPromptCatalog? catalog, PythonLimits limits) => new(StringComparer.Ordinal)
    {
        [".py"] = (content, file, scope) => PlueFile.Read(content, file, scope, catalog, limits),
        [".yaml"] = WorkflowYaml.Read,
        [".yml"] = WorkflowYaml.Read,
    };

    private static WorkflowDefinition Validated(WorkflowDefinition definition) =>
        TriggerDiagnostics.AddTo(definition with { Diagnostics = [.. definition.Diagnostics, .. DefinitionValidator.Validate(definition)] });

    /// <summary>A record with a mistake is the programmer's, so it stops the start instead of waiting to be found.</summary>
    private static void Refuse(List<WorkflowDefinition> definitions)
    {
        var errors = definitions.SelectMany(definition => definition.Diagnostics.Where(diagnostic => diagnostic.IsError)
            .Select(diagnostic => $"{definition.Ref}: {diagnostic.Message}")).ToList();
        errors.AddRange(definitions.GroupBy(definition => definition.Ref, StringComparer.Ordinal).Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: two workflows of the scope have this ref."));
        if (errors.Count > 0)
        {
            throw new WorkflowEngineException("Workflows added in code have errors:\n" + string.Join('\n', errors));
        }
    }
}
