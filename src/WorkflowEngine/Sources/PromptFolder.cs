using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions.Templates;
using WorkflowEngine.Parsing;
using WorkflowEngine.Parsing.Prompts;

namespace WorkflowEngine.Sources;

/// <summary>The prompt folder of a repository: its prompts, and the files they include, which never lie outside of it.</summary>
internal sealed class PromptFolder
{
    /// <summary>Where the prompts of a repository lie.</summary>
    public const string Folder = ".plue/prompts";

    private const string Extension = ".prompt.md";

    private readonly string _root;
    private readonly string _folder;
    private readonly string _prefix;
    private readonly Dictionary<string, TemplateLoad> _included = new(StringComparer.Ordinal);

    private PromptFolder(string root, string prefix) => (_root, _prefix, _folder) = (root, prefix, Path.Combine(root, prefix));

    /// <summary>The folder that a file lies in, for a single file wherever it is.</summary>
    public static PromptFolder Around(string file) => new(RealPath.Of(Path.GetDirectoryName(Path.GetFullPath(file))!), "");

    /// <summary>The prompt folder of a repository.</summary>
    public static PromptFolder Of(string root) => new(RealPath.Of(root), Folder);

    public static bool IsPrompt(string file) => file.EndsWith(Extension, StringComparison.Ordinal);

    /// <summary>Reads all prompts directly in the folder. Of two with the same name the first file's counts.</summary>
    public (IReadOnlyList<PromptDefinition> Prompts, IReadOnlyList<Diagnostic> Diagnostics) Read(CancellationToken cancellationToken)
    {
        var diagnostics = new List<Diagnostic>();
        var prompts = new List<PromptDefinition>();
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in WorkflowFolder.List(_root, _prefix, [".md"], diagnostics, cancellationToken).Where(file => IsPrompt(file.Name)))
        {
            if (ReadFile(file.FullPath, file.Name, diagnostics) is not { } prompt)
            {
                continue;
            }

            diagnostics.AddRange(prompt.Diagnostics);
            if (prompt.Name.Length == 0 || places.TryAdd(prompt.Name, prompt.File))
            {
                prompts.Add(prompt);
                continue;
            }

            diagnostics.Add(new()
            {
                Code = PromptCodes.DuplicatePrompt,
                Message = $"The prompt \"{prompt.Name}\" is already defined in {places[prompt.Name]}.",
                File = prompt.File,
                Hint = "give one of them another name",
            });
        }

        return (prompts, diagnostics);
    }

    /// <summary>How diagnostics name a file.</summary>
    public string NameOf(string path) => Path.GetRelativePath(_root, RealPath.Of(path)).Replace('\\', '/');

    /// <summary>The file that a diagnostic names.</summary>
    public string PathOf(string name) => Path.Combine(_root, name);

    /// <summary>Reads one prompt; null when its file cannot be read, which is then told.</summary>
    public static PromptDefinition? ReadFile(string path, string name, ICollection<Diagnostic> diagnostics)
    {
        try
        {
            if (ReadBytes(path) is { } content)
            {
                return PromptFile.Read(content, name);
            }

            diagnostics.Add(new() { Code = SourceCodes.TooLarge, Message = $"The file has more than {RepositorySource.MaxFileSize / 1024} KiB.", File = name });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(WorkflowFolder.Unreadable(name, exception));
        }

        return null;
    }

    /// <summary>Finds a file that a prompt includes, relative to the file that names it.</summary>
    public TemplateLoad Load(string name, string? from)
    {
        var relative = Path.Combine(Path.GetDirectoryName(from ?? "") ?? "", name);
        try
        {
            var path = Path.GetFullPath(Path.Combine(_root, relative));
            if (Path.IsPathRooted(name) || name.Contains('\0', StringComparison.Ordinal) || !RealPath.IsInside(path, _folder)
                || !RealPath.IsInside(RealPath.Of(path), RealPath.Of(_folder)))
            {
                return TemplateLoad.Missing("it lies outside of the prompt folder");
            }

            if (!_included.TryGetValue(path, out var load))
            {
                _included.Add(path, load = File.Exists(path) ? Parse(path) : TemplateLoad.Missing("there is no such file"));
            }

            return load;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return TemplateLoad.Missing($"it cannot be read: {exception.Message}");
        }
    }

    private TemplateLoad Parse(string path)
    {
        var file = Path.GetRelativePath(_root, path).Replace('\\', '/');
        if (ReadBytes(path) is not { } content)
        {
            return TemplateLoad.Missing($"it has more than {RepositorySource.MaxFileSize / 1024} KiB");
        }

        var findings = new Findings();
        if (PromptFile.ReadIncluded(content, file, findings) is not { } source)
        {
            return TemplateLoad.Broken(findings.InFile(file));
        }

        var diagnostics = new List<Diagnostic>();
        return Template.TryParse(source, diagnostics, out var template) ? TemplateLoad.Of(template) : TemplateLoad.Broken(diagnostics);
    }

    /// <summary>The bytes of a file; null when there are too many.</summary>
    private static byte[]? ReadBytes(string path)
    {
        var length = new FileInfo(path).Length;
        if (length is 0 or > RepositorySource.MaxFileSize)
        {
            // A pipe says it is empty as well, and opening one would wait for a writer.
            return length == 0 ? [] : null;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[RepositorySource.MaxFileSize + 1];
        var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return read > RepositorySource.MaxFileSize ? null : buffer[..read];
    }
}
