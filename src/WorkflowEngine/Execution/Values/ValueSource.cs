using System.Text;
using WorkflowEngine.Execution.Workspaces;
using WorkflowEngine.Sources;

namespace WorkflowEngine.Execution.Values;

/// <summary>Where the values of placeholders come from: earlier steps, the environment, the workspace and its repository.</summary>
/// <param name="results">What earlier steps came to.</param>
/// <param name="env">The environment of the step.</param>
/// <param name="secrets">Secrets by name.</param>
/// <param name="workspace">Opens the workspace.</param>
internal sealed class ValueSource(
    StepResults results,
    IReadOnlyDictionary<string, string> env,
    IReadOnlyDictionary<string, string> secrets,
    Func<CancellationToken, ValueTask<string>> workspace)
{
    /// <summary>The most bytes of a value: what a variable of the environment can hold.</summary>
    public const int MaxBytes = 120_000;

    /// <summary>The value of a placeholder; several of one that stands for a list.</summary>
    /// <exception cref="UnresolvedValueException">It has none.</exception>
    public async Task<IReadOnlyList<string>> FindAllAsync(string placeholder, CancellationToken cancellationToken)
    {
        var filters = placeholder.Split('|');
        var name = filters[0].Trim();
        IReadOnlyList<string> values;
        try
        {
            values = name.StartsWith("glob:", StringComparison.Ordinal)
                ? WorkspaceFiles.List(await workspace(cancellationToken).ConfigureAwait(false), name[5..].Trim(), cancellationToken)
                : [await FindAsync(placeholder, name, cancellationToken).ConfigureAwait(false)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnresolvedValueException(placeholder, exception.Message);
        }

        foreach (var filter in filters[1..])
        {
            values = filter.Trim() switch
            {
                "strip" => [.. values.Select(value => value.Trim())],
                "rstrip" => [.. values.Select(value => value.TrimEnd())],
                var other => throw new UnresolvedValueException(placeholder, $"there is no filter '{other}'"),
            };
        }

        foreach (var value in values)
        {
            var bytes = Encoding.UTF8.GetByteCount(value);
            if (bytes > MaxBytes || value.Contains('\0', StringComparison.Ordinal))
            {
                throw new UnresolvedValueException(placeholder, bytes > MaxBytes
                    ? $"the value has {bytes} bytes; at most {MaxBytes} are possible. Pass a file instead"
                    : "the value holds the character NUL");
            }
        }

        return values;
    }

    private async ValueTask<string> FindAsync(string placeholder, string name, CancellationToken cancellationToken)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (name.StartsWith("steps.", StringComparison.Ordinal))
        {
            return results.Find(placeholder, name["steps.".Length..]);
        }

        if (name.StartsWith("git.", StringComparison.Ordinal))
        {
            return await GitAsync(placeholder, name["git.".Length..], cancellationToken).ConfigureAwait(false);
        }

        var argument = name[(colon + 1)..].Trim();
        return name[..colon] switch
        {
            "env" => env.TryGetValue(argument, out var variable) ? variable : "",
            "secret" => secrets.TryGetValue(argument, out var secret)
                ? secret
                : throw new UnresolvedValueException(placeholder, "this worker has no secret of that name"),
            "hash_files" => WorkspaceFiles.Hash(await workspace(cancellationToken).ConfigureAwait(false), argument, cancellationToken),
            _ => await ReadAsync(placeholder, argument, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<string> ReadAsync(string placeholder, string file, CancellationToken cancellationToken)
    {
        var path = WorkspacePath.Resolve(await workspace(cancellationToken).ConfigureAwait(false), file, out var error);
        if (path is null || !File.Exists(path))
        {
            throw new UnresolvedValueException(placeholder, $"the file {error ?? $"'{file}' is not a file"}");
        }

        return new FileInfo(path).Length <= MaxBytes
            ? await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)
            : throw new UnresolvedValueException(placeholder, $"the file has more than {MaxBytes} bytes");
    }

    private async Task<string> GitAsync(string placeholder, string call, CancellationToken cancellationToken)
    {
        var open = call.IndexOf('(', StringComparison.Ordinal);
        var argument = open < 0 ? "" : call[(open + 1)..].TrimEnd(')').Trim();
        string[] arguments = (open < 0 ? call : call[..open]) switch
        {
            "diff" when argument.Length > 0 && argument[0] != '-' => ["diff", "--no-color", "--no-ext-diff", argument, "--"],
            "log" when int.TryParse(argument, out var count) => ["log", "--no-color", "--oneline", $"-n{count}"],
            "default_branch" => ["symbolic-ref", "--short", "refs/remotes/origin/HEAD"],
            _ => throw new UnresolvedValueException(placeholder, "git gives diff(base), log(n) and default_branch"),
        };
        var folder = await workspace(cancellationToken).ConfigureAwait(false);
        var answer = await GitProgram.RunAsync(folder, arguments, environment: null, cancellationToken).ConfigureAwait(false);
        if (arguments[0] == "symbolic-ref")
        {
            return answer.IsOk ? answer.Value.Trim().Replace("origin/", "", StringComparison.Ordinal) : "main";
        }

        return answer.IsOk ? answer.Value : throw new UnresolvedValueException(placeholder, answer.Error);
    }
}
