using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;

namespace WorkflowEngine.Sources.Packs;

/// <summary>Decides which files of a pack are which workflow: by their place, or by the actions that name them.</summary>
internal sealed class PackSources(PackFolder folder, PackFileCache<ActionFile> actions)
{
    /// <summary>The workflows of a pack, one for each ref, in ordinal order of their refs.</summary>
    public List<PackSource> List(string pack, List<PackError> errors, CancellationToken cancellationToken)
    {
        var diagnostics = new List<Diagnostic>();
        var (files, actionFiles) = folder.ListFiles(pack, diagnostics, cancellationToken);
        var sources = new SortedDictionary<string, PackSource>(StringComparer.Ordinal);
        var linked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var action in actionFiles)
        {
            AddAction(action, sources, linked, diagnostics);
        }

        foreach (var file in files)
        {
            if (!linked.Contains(file.FullPath))
            {
                Add(new(file, "", new() { Ref = file.Ref, Label = file.Stem }), sources, diagnostics);
            }
        }

        errors.AddRange(diagnostics.Where(found => found.IsError).Select(found => PackError.Of(null, found)));
        return [.. sources.Values];
    }

    /// <summary>One ref has one workflow: of the builder's file and the older one the first, of two alike the one that sorts first.</summary>
    private static void Add(PackSource source, SortedDictionary<string, PackSource> sources, List<Diagnostic> diagnostics)
    {
        if (!sources.TryGetValue(source.Ref, out var other))
        {
            sources.Add(source.Ref, source);
            return;
        }

        if (other.Key.Length > 0 || other.File.IsOfBuilder != source.File.IsOfBuilder)
        {
            var wins = other.Key.Length > 0 || other.File.IsOfBuilder ? other : source;
            var loses = wins == other ? source : other;
            sources[source.Ref] = wins;
            diagnostics.Add(new()
            {
                Code = CatalogCodes.Shadowed,
                Severity = DiagnosticSeverity.Warning,
                Message = $"The workflow '{source.Ref}' is read from {wins.File.Path}.",
                File = loses.File.Path,
            });
            return;
        }

        diagnostics.Add(new()
        {
            Code = SourceCodes.DuplicateWorkflow,
            Message = $"The workflow '{source.Ref}' is defined in {other.File.Path} already.",
            File = source.File.Path,
            Hint = "Rename one of the files.",
        });
    }

    private void AddAction(PackFile file, SortedDictionary<string, PackSource> sources, HashSet<string> linked, List<Diagnostic> diagnostics)
    {
        ActionFile? action;
        try
        {
            (action, _) = actions.Get(file, "", content => ActionFile.Read(content, file.Path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(WorkflowFolder.Unreadable(file.Path, exception));
            return;
        }

        if (action is null)
        {
            diagnostics.Add(new() { Code = SourceCodes.TooLarge, Message = "The file of an action is too large.", File = file.Path });
            return;
        }

        diagnostics.AddRange(action.Diagnostics);
        if (action.WorkflowFile is null)
        {
            return;
        }

        var workflow = action.Ref is { Length: > 0 } ? action.Ref : file.Ref;
        if (!workflow.StartsWith(file.Pack + ".", StringComparison.Ordinal))
        {
            diagnostics.Add(new()
            {
                Code = YamlCodes.RefMismatch,
                Message = $"Workflow ref '{workflow}' does not match pack '{file.Pack}'.",
                File = file.Path,
                Span = action.WorkflowFileSpan,
            });
            return;
        }

        var found = new List<Diagnostic>();
        if (folder.Resolve(file.Pack, "actions", action.WorkflowFile, found) is { } target)
        {
            linked.Add(target.FullPath);
            Add(new(target, $"|{file.Path}|{file.WrittenAt.Ticks}|{file.Length}", action.Header with { Ref = workflow }), sources, diagnostics);
        }

        diagnostics.AddRange(found.Select(one => one with { File = file.Path, Span = action.WorkflowFileSpan }));
    }
}
