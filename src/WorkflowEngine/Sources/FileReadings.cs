using System.Collections.Concurrent;
using System.Security.Cryptography;
using WorkflowEngine.Planning.Plue;

namespace WorkflowEngine.Sources;

/// <summary>One reading of the files of a repository, which takes what has not changed from the reading before.</summary>
/// <param name="before">The files of the reading before; null when this is the first.</param>
/// <param name="prompts">Changes with any prompt that files may import.</param>
internal sealed class FileReadings(IReadOnlyDictionary<string, FileReading>? before, string prompts)
{
    private readonly ConcurrentDictionary<string, FileReading> _files = new(StringComparer.Ordinal);

    /// <summary>The files of this reading, by name.</summary>
    public IReadOnlyDictionary<string, FileReading> Files => _files;

    /// <summary>Reads a file unless its content, and the prompts if it may import any, are those of the reading before.</summary>
    public WorkflowFileReader Once(WorkflowFileReader read) => (content, file, scope) =>
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span)) + (PlueFile.ImportsPrompts(content.Span) ? prompts : "");
        var reading = before is not null && before.TryGetValue(file, out var known) && known.Hash == hash
            ? known
            : new FileReading(hash, read(content, file, scope));
        _files[file] = reading;
        return reading.Result;
    };
}
