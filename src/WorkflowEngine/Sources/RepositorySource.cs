using System.Buffers;
using System.Security.Cryptography;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Sources;

/// <summary>Reads the workflow folders of a repository's work tree. One bad file never hides another.</summary>
internal sealed class RepositorySource
{
    /// <summary>How many bytes a workflow file has at most.</summary>
    public const int MaxFileSize = 1024 * 1024;

    private readonly IReadOnlyDictionary<string, WorkflowFileReader> _readers;
    private readonly IReadOnlyList<string> _folders;

    /// <param name="readers">The reader of each extension, such as <c>.py</c>.</param>
    /// <param name="folders">The folders, relative to the root with forward slashes; null means <c>.plue/workflows</c>.</param>
    public RepositorySource(IReadOnlyDictionary<string, WorkflowFileReader> readers, IReadOnlyList<string>? folders = null)
    {
        _readers = readers;
        _folders = folders ?? [".plue/workflows"];
    }

    /// <summary>Reads all definitions, in the order of folders and file names, with everything that was found on the way.</summary>
    public async Task<WorkflowParseResult> ReadAsync(string root, Scope scope, CancellationToken cancellationToken)
    {
        var diagnostics = new List<Diagnostic>();
        var files = new List<WorkflowFile>();
        foreach (var folder in _folders)
        {
            files.AddRange(WorkflowFolder.List(root, folder, [.. _readers.Keys], diagnostics, cancellationToken));
        }

        var results = new WorkflowParseResult[files.Count];
        await Parallel.ForAsync(0, results.Length, cancellationToken, async (i, stop) =>
            results[i] = await ReadFileAsync(files[i], scope, stop).ConfigureAwait(false)).ConfigureAwait(false);
        return Join(results, diagnostics);
    }

    /// <summary>Reads one file, whose extension has a reader.</summary>
    public async Task<WorkflowParseResult> ReadFileAsync(WorkflowFile file, Scope scope, CancellationToken cancellationToken)
    {
        try
        {
            var content = await ReadBytesAsync(file.FullPath, cancellationToken).ConfigureAwait(false);
            if (content is null)
            {
                return Failed(new()
                {
                    Code = SourceCodes.TooLarge,
                    Message = $"The file has more than {MaxFileSize / 1024} KiB.",
                    File = file.Name,
                });
            }

            return Complete(_readers[Path.GetExtension(file.Name)](content, file.Name, scope), file, content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Failed(WorkflowFolder.Unreadable(file.Name, exception));
        }
    }

    /// <summary>The bytes of a file; null when there are too many.</summary>
    private static async Task<byte[]?> ReadBytesAsync(string path, CancellationToken cancellationToken)
    {
        var length = new FileInfo(path).Length;
        if (length is 0 or > MaxFileSize)
        {
            // A pipe says it is empty as well, and opening one would wait for a writer.
            return length == 0 ? [] : null;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, useAsync: true);
        var buffer = ArrayPool<byte>.Shared.Rent(MaxFileSize + 1);
        try
        {
            var read = await stream.ReadAtLeastAsync(buffer.AsMemory(0, MaxFileSize + 1), MaxFileSize + 1, false, cancellationToken)
                .ConfigureAwait(false);
            return read > MaxFileSize ? null : buffer[..read];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Says where the definitions came from, and what is wrong with their triggers.</summary>
    private static WorkflowParseResult Complete(WorkflowParseResult result, WorkflowFile file, byte[] content)
    {
        var diagnostics = new List<Diagnostic>(result.Diagnostics);
        var definitions = new WorkflowDefinition[result.Definitions.Count];
        var source = new WorkflowSource(
            file.Name,
            Convert.ToHexStringLower(SHA256.HashData(content)),
            file.Name.EndsWith(".py", StringComparison.Ordinal) ? WorkflowFormat.Python : WorkflowFormat.Yaml);
        for (var i = 0; i < definitions.Length; i++)
        {
            var before = result.Definitions[i] with { Source = result.Definitions[i].Source ?? source };
            definitions[i] = TriggerDiagnostics.AddTo(before);
            diagnostics.AddRange(definitions[i].Diagnostics.Skip(before.Diagnostics.Count));
        }

        return new(definitions, diagnostics);
    }

    private static WorkflowParseResult Join(WorkflowParseResult[] results, List<Diagnostic> diagnostics)
    {
        var definitions = new List<WorkflowDefinition>();
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var result in results)
        {
            diagnostics.AddRange(result.Diagnostics);
            foreach (var definition in result.Definitions)
            {
                var file = definition.Source!.File;
                if (places.TryAdd(definition.Ref, file))
                {
                    definitions.Add(definition);
                    continue;
                }

                diagnostics.Add(new()
                {
                    Code = SourceCodes.DuplicateWorkflow,
                    Message = $"The workflow \"{definition.Ref}\" is already defined in {places[definition.Ref]}.",
                    File = file,
                    Hint = "give one of them another name",
                });
            }
        }

        return new(definitions, diagnostics);
    }

    private static WorkflowParseResult Failed(Diagnostic diagnostic) => new([], [diagnostic]);
}
