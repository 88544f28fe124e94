using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sources.Packs;

/// <summary>Brings the workflows of packs into the catalogue, one by one or a pack at a time. Any number of processes may do so at once.</summary>
/// <param name="store">The store; initialized.</param>
/// <param name="loader">Reads the packs.</param>
public sealed class PackRegistrar(IWorkflowStore store, PackLoader loader)
{
    /// <summary>The origin of definitions that come from packs; the scope is the name of the pack.</summary>
    public const string Origin = "pack";

    private const int MostAttempts = 5;

    /// <summary>Reads the packs.</summary>
    public PackLoader Loader { get; } = loader;

    /// <summary>Registers one workflow; the same content again does nothing.</summary>
    /// <param name="definition">The workflow, with its pack as scope.</param>
    /// <param name="options">What to do with one that is there or has errors; null means the defaults.</param>
    /// <param name="cancellationToken">Gives up before the change.</param>
    public async Task<RegistrationResult> RegisterAsync(
        WorkflowDefinition definition, RegistrationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        options ??= RegistrationOptions.Default;
        var first = definition.Diagnostics.FirstOrDefault(found => found.IsError);
        if (first is not null && options.SkipInvalid)
        {
            return new(definition.Ref, null, [], CatalogError.Invalid($"Workflow has validation errors: {first}"));
        }

        var outcome = await store.Catalog.RegisterAsync(definition, Origin, options.UpdateExisting, cancellationToken).ConfigureAwait(false);
        return outcome == RegistrationOutcome.Exists
            ? new(definition.Ref, null, [], CatalogError.AlreadyExists("workflow", "ref", definition.Ref))
            : new(definition.Ref, outcome, definition.Diagnostics);
    }

    /// <summary>Registers workflows one after the other; one that is refused does not keep the others from it.</summary>
    public async Task<IReadOnlyList<RegistrationResult>> RegisterAllAsync(
        IEnumerable<WorkflowDefinition> definitions, RegistrationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var results = new List<RegistrationResult>();
        foreach (var definition in definitions)
        {
            results.Add(await RegisterAsync(definition, options, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    /// <summary>Removes a workflow; null when it is done, else why it is not. Runs of it go on, and its revisions stay.</summary>
    public async Task<CatalogError?> UnregisterAsync(Scope scope, string workflow, CancellationToken cancellationToken = default) =>
        await store.Catalog.RemoveAsync(scope, workflow, cancellationToken).ConfigureAwait(false)
            ? null
            : CatalogError.NotFound("workflow", "ref", workflow);

    /// <summary>
    /// Makes an earlier content of a workflow its content again. A later sync of its pack follows the file, which this does not change.
    /// </summary>
    public async Task<RegistrationResult> RollbackAsync(
        Scope scope, string workflow, int revision, CancellationToken cancellationToken = default)
    {
        var definition = await store.Catalog.FindRevisionAsync(scope, workflow, revision, cancellationToken).ConfigureAwait(false);
        if (definition is null)
        {
            var number = revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return new(workflow, null, [], CatalogError.NotFound("revision", "number", number));
        }

        var outcome = await store.Catalog.RegisterAsync(definition, Origin, updateExisting: true, cancellationToken).ConfigureAwait(false);
        return new(workflow, outcome, definition.Diagnostics);
    }

    /// <summary>
    /// Makes the catalogue the same as the files of a pack, in one step: what is new is added, what has changed is changed, what is gone
    /// is removed. When the files change meanwhile it is done again, so the last of several that do it leaves what the files say.
    /// </summary>
    /// <param name="pack">The pack; one whose folder is gone loses all its workflows.</param>
    /// <param name="options">What to do with workflows that are there or have errors; null means the defaults.</param>
    /// <param name="progress">Told how far reading has come.</param>
    /// <param name="cancellationToken">Gives up before the change.</param>
    public async Task<PackSyncResult> SyncPackAsync(
        string pack, RegistrationOptions? options = null, IProgress<PackProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(pack);
        var loaded = await Loader.LoadPackAsync(pack, progress, cancellationToken).ConfigureAwait(false);
        if (IsFolderLost(loaded))
        {
            return new() { Pack = pack, Errors = loaded.Errors };
        }

        return await SaveAsync(pack, loaded, options ?? RegistrationOptions.Default, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does the same for all packs, each in a step of its own; packs whose folders are gone lose their workflows.</summary>
    /// <returns>A result for each pack, in ordinal order; what is wrong with the folder of the packs has a result of no pack.</returns>
    public async Task<IReadOnlyList<PackSyncResult>> SyncAllAsync(
        RegistrationOptions? options = null, IProgress<PackProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var loaded = await Loader.LoadAllAsync(progress, cancellationToken).ConfigureAwait(false);
        var results = new List<PackSyncResult>(loaded.Packs.Count);
        if (IsFolderLost(loaded))
        {
            return [new() { Pack = "", Errors = loaded.Errors }];
        }

        var stored = await store.Catalog.ListScopesAsync(Origin, cancellationToken).ConfigureAwait(false);
        var definitions = loaded.Definitions.ToLookup(definition => definition.Scope.Name, StringComparer.Ordinal);
        var errors = loaded.Errors.ToLookup(error => PackOf(error, loaded.Packs), StringComparer.Ordinal);
        foreach (var pack in loaded.Packs.Union(stored.Select(scope => scope.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var part = new PackLoadResult { Packs = [pack], Definitions = [.. definitions[pack]], Errors = [.. errors[pack]] };
            results.Add(await SaveAsync(pack, part, options ?? RegistrationOptions.Default, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    /// <summary>Tells what is wrong with the files of a pack and changes nothing.</summary>
    public Task<PackLoadResult> ValidatePackAsync(string pack, CancellationToken cancellationToken = default) =>
        Loader.LoadPackAsync(pack, null, cancellationToken);

    /// <summary>A folder that is not there, or cannot be read, must not empty the catalogue: it may not be mounted yet.</summary>
    private static bool IsFolderLost(PackLoadResult loaded) => loaded.Packs.Count == 0
        && loaded.Errors.Any(error => error.Diagnostic.Code is CatalogCodes.NoFolder or SourceCodes.Unreadable);

    private async Task<PackSyncResult> SaveAsync(
        string pack, PackLoadResult loaded, RegistrationOptions options, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var scope = new Scope(pack);
            var chosen = await ChooseAsync(scope, loaded.Definitions, options, cancellationToken).ConfigureAwait(false);
            var change = await store.Catalog.SaveAsync(scope, Origin, chosen, cancellationToken).ConfigureAwait(false);
            var again = await Loader.LoadPackAsync(pack, null, cancellationToken).ConfigureAwait(false);
            if (attempt < MostAttempts && !IsSame(loaded.Definitions, again.Definitions))
            {
                loaded = again;
                continue;
            }

            return new()
            {
                Pack = pack,
                Loaded = loaded.Definitions.Count,
                Registered = chosen.Count(loaded.Definitions.Contains),
                Change = change,
                Workflows = [.. chosen.Select(definition => definition.Ref)],
                Errors = loaded.Errors,
            };
        }
    }

    /// <summary>The definitions of the files, but for those that must not replace what is stored.</summary>
    private async Task<IReadOnlyList<WorkflowDefinition>> ChooseAsync(
        Scope scope, IReadOnlyList<WorkflowDefinition> loaded, RegistrationOptions options, CancellationToken cancellationToken)
    {
        if (options.UpdateExisting && (!options.SkipInvalid || loaded.All(definition => definition.IsValid)))
        {
            return loaded;
        }

        var stored = (await store.Catalog.ListAsync(scope, cancellationToken).ConfigureAwait(false))
            .ToDictionary(definition => definition.Ref, StringComparer.Ordinal);
        return [.. loaded.Select(definition => stored.TryGetValue(definition.Ref, out var before)
            && (!options.UpdateExisting || (options.SkipInvalid && !definition.IsValid && before.IsValid)) ? before : definition)];
    }

    /// <summary>What has not been read anew is the same object, because the loader remembers it.</summary>
    private static bool IsSame(IReadOnlyList<WorkflowDefinition> left, IReadOnlyList<WorkflowDefinition> right) =>
        left.Count == right.Count
        && left.Zip(right).All(pair => ReferenceEquals(pair.First, pair.Second) || (pair.First.Source is null && pair.Second.Source is null));

    private static string PackOf(PackError error, IReadOnlyList<string> packs)
    {
        var path = error.Path ?? "";
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? path : path[..slash];
        return packs.Contains(name) ? name : "";
    }
}
