using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;
using WorkflowEngine.Planning.Plue;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Sources;

/// <summary>Brings what the host has added, files and records, into the catalogue.</summary>
internal sealed class DefinitionLoader(
    IWorkflowStore store, IEnumerable<RegisteredRepository> repositories, IEnumerable<RegisteredWorkflow> workflows)
{
    /// <summary>The origin of definitions that the host made as records.</summary>
    public const string CodeOrigin = "code";

    /// <summary>The origin of definitions read from a repository's work tree.</summary>
    public const string RepositoryOrigin = "repository";

    private static readonly Dictionary<string, WorkflowFileReader> Readers = new(StringComparer.Ordinal)
    {
        [".py"] = PlueFile.Read,
        [".yaml"] = WorkflowYaml.Read,
        [".yml"] = WorkflowYaml.Read,
    };

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

    /// <summary>Reads the workflow files of a repository and saves their definitions.</summary>
    /// <returns>What was read, with findings that belong to no definition.</returns>
    public async Task<WorkflowParseResult> LoadAsync(RegisteredRepository repository, CancellationToken cancellationToken)
    {
        var result = await ReadAsync(repository, cancellationToken).ConfigureAwait(false);
        await store.Catalog.SaveAsync(repository.Scope, RepositoryOrigin, result.Definitions, cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>Reads the workflow files of a repository and saves nothing.</summary>
    public static Task<WorkflowParseResult> ReadAsync(RegisteredRepository repository, CancellationToken cancellationToken) =>
        new RepositorySource(Readers).ReadAsync(repository.Root, repository.Scope, cancellationToken);

    /// <summary>Reads one workflow file wherever it lies and saves nothing; null when its extension is not one of a workflow file.</summary>
    public static async Task<WorkflowParseResult?> ReadFileAsync(string path, Scope scope, CancellationToken cancellationToken) =>
        Readers.ContainsKey(Path.GetExtension(path))
            ? await new RepositorySource(Readers).ReadFileAsync(new(path, Path.GetFileName(path)), scope, cancellationToken).ConfigureAwait(false)
            : null;

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
