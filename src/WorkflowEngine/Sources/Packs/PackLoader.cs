using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Sources.Packs;

/// <summary>
/// Reads the workflows of packs: <c>PACK/workflows/**/*.yaml</c> and <c>PACK/actions/workflows/**/*.yaml</c>, and the files that actions
/// name. The ref of a workflow is <c>PACK.STEM</c>, in whatever folder below it lies. Files that have not changed are not read again.
/// Members are safe for use by many callers.
/// </summary>
public sealed class PackLoader
{
    private readonly PackLoaderOptions _options;
    private readonly PackFolder _folder;
    private readonly PackSources _sources;
    private readonly PackFileCache<ActionFile> _actions;
    private readonly PackFileCache<WorkflowParseResult> _workflows;

    /// <summary>Makes a loader that has read nothing yet.</summary>
    /// <param name="options">Where the packs lie; not changed afterwards.</param>
    /// <param name="time">Tells whether a file was written too recently for its time to be trusted; null means the system's clock.</param>
    public PackLoader(PackLoaderOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Folder);
        _options = options;
        _folder = new(Path.GetFullPath(options.Folder), options.MaxFiles);
        _actions = new(options.MaxFileSize, time ?? TimeProvider.System);
        _workflows = new(options.MaxFileSize, time ?? TimeProvider.System);
        _sources = new(_folder, _actions);
    }

    /// <summary>Where the packs lie.</summary>
    public string Folder => Path.GetFullPath(_options.Folder);

    /// <summary>Loads the workflows of all packs.</summary>
    public Task<PackLoadResult> LoadAllAsync(IProgress<PackProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var diagnostics = new List<Diagnostic>();
        var packs = _folder.ListPacks(diagnostics);
        return LoadAsync(packs, [.. diagnostics.Select(found => PackError.Of(null, found))], progress, cancellationToken);
    }

    /// <summary>Loads the workflows of one pack; none, with an error, when there is no such pack.</summary>
    public Task<PackLoadResult> LoadPackAsync(
        string pack, IProgress<PackProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(pack);
        var diagnostics = new List<Diagnostic>();
        if (_folder.ListPacks(diagnostics).Contains(pack))
        {
            return LoadAsync([pack], [], progress, cancellationToken);
        }

        return Task.FromResult(diagnostics.Count > 0
            ? new() { Errors = [.. diagnostics.Select(found => PackError.Of(null, found))] }
            : Failed(CatalogCodes.NotFound, $"There is no pack '{pack}'.", null));
    }

    /// <summary>Loads the workflows of one file, which lies inside of a pack.</summary>
    /// <param name="path">The file: its whole path, or relative to the folder of the packs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PackLoadResult> LoadFileAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var relative = Path.GetRelativePath(Folder, Path.GetFullPath(path, Folder)).Replace('\\', '/');
        var slash = relative.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || relative.StartsWith("../", StringComparison.Ordinal) || !_folder.ListPacks([]).Contains(relative[..slash]))
        {
            return Failed(SourceCodes.LeavesRoot, "The file is not inside of a pack.", path);
        }

        var errors = new List<PackError>();
        var sources = _sources.List(relative[..slash], errors, cancellationToken).Where(source => source.File.Path == relative).ToList();
        return sources.Count == 0
            ? Failed(CatalogCodes.NotFound, "There is no such workflow file in the pack.", relative)
            : await ReadAsync([relative[..slash]], sources, [], null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Loads one workflow again; its file is only read when it has changed.</summary>
    /// <param name="workflow">The ref: a pack and a name with one dot between them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PackLoadResult> ReloadAsync(string workflow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workflow);
        if (workflow.Split('.') is not [{ Length: > 0 } pack, { Length: > 0 }])
        {
            return Failed(CatalogCodes.InvalidReference, $"Invalid workflow reference: {workflow}", null);
        }

        var errors = new List<PackError>();
        var sources = _folder.ListPacks([]).Contains(pack)
            ? _sources.List(pack, errors, cancellationToken).Where(source => source.Ref == workflow).ToList()
            : [];
        return sources.Count == 0
            ? Failed(CatalogCodes.NotFound, $"There is no workflow with the ref '{workflow}'.", null)
            : await ReadAsync([pack], sources, [], null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<PackLoadResult> LoadAsync(
        List<string> packs, List<PackError> errors, IProgress<PackProgress>? progress, CancellationToken cancellationToken)
    {
        var lists = new List<PackSource>[packs.Count];
        var found = new List<PackError>[packs.Count];
        await Parallel.ForAsync(0, packs.Count, Parallelism(cancellationToken), (index, stop) =>
        {
            lists[index] = _sources.List(packs[index], found[index] = [], stop);
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        foreach (var pack in found)
        {
            errors.AddRange(pack);
        }

        var sources = lists.SelectMany(list => list).ToList();
        var result = await ReadAsync(packs, sources, errors, progress, cancellationToken).ConfigureAwait(false);
        var keys = sources.Select(source => source.File.Path + source.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var pack in packs)
        {
            _workflows.Keep(pack, keys);
        }

        return result;
    }

    private async Task<PackLoadResult> ReadAsync(
        List<string> packs,
        List<PackSource> sources,
        List<PackError> errors,
        IProgress<PackProgress>? progress,
        CancellationToken cancellationToken)
    {
        const int Stride = 64;
        var results = new (WorkflowDefinition? Definition, Diagnostic? Error, bool WasRead)[sources.Count];
        var done = 0;
        await Parallel.ForAsync(0, sources.Count, Parallelism(cancellationToken), (index, _) =>
        {
            results[index] = Read(sources[index]);
            var count = Interlocked.Increment(ref done);
            if (count % Stride == 0 || count == sources.Count)
            {
                progress?.Report(new(count, sources.Count));
            }

            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);

        var definitions = new List<WorkflowDefinition>(results.Length);
        for (var index = 0; index < results.Length; index++)
        {
            var (definition, error, _) = results[index];
            if (definition is not null)
            {
                definitions.Add(definition);
            }

            var found = error is null ? definition?.Diagnostics ?? [] : [error];
            errors.AddRange(found.Where(one => one.IsError).Select(one => PackError.Of(sources[index].Ref, one)));
        }

        definitions.Sort(static (left, right) => string.CompareOrdinal(left.Ref, right.Ref));
        return new()
        {
            Packs = packs,
            Definitions = definitions,
            Errors = errors,
            Files = sources.Count,
            FilesRead = results.Count(result => result.WasRead),
        };
    }

    /// <summary>A file that cannot be read is kept as a workflow that cannot start, so that what was known of it is not forgotten.</summary>
    private (WorkflowDefinition? Definition, Diagnostic? Error, bool WasRead) Read(PackSource source)
    {
        var scope = new Scope(source.File.Pack);
        try
        {
            var (result, wasRead) = _workflows.Get(source.File, source.Key, content => Parse(content, source, scope));
            return result is not null
                ? (result.Definitions[0], null, wasRead)
                : Broken(source, scope, SourceCodes.TooLarge, $"The file exceeds the maximum size of {_options.MaxFileSize} bytes.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Broken(source, scope, SourceCodes.Unreadable, $"It cannot be read: {exception.Message}");
        }
    }

    private static WorkflowParseResult Parse(ReadOnlyMemory<byte> content, PackSource source, Scope scope)
    {
        var result = WorkflowYaml.ReadTasks(content, source.File.Path, scope, source.Header);
        var definition = TriggerDiagnostics.AddTo(result.Definitions[0]);
        return new([definition], definition.Diagnostics);
    }

    private static (WorkflowDefinition? Definition, Diagnostic? Error, bool WasRead) Broken(PackSource source, Scope scope, string code, string message)
    {
        var diagnostic = new Diagnostic { Code = code, Message = message, File = source.File.Path };
        return (new() { Ref = source.Ref, Label = source.Header.Label, Scope = scope, Diagnostics = [diagnostic] }, null, true);
    }

    private static PackLoadResult Failed(string code, string message, string? file) =>
        new() { Errors = [PackError.Of(null, new() { Code = code, Message = message, File = file })] };

    private ParallelOptions Parallelism(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = _options.Parallelism, CancellationToken = cancellationToken };
}
