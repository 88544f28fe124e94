using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python;

/// <summary>Reads Python 3.13. Never throws for any content; after an error it goes on at the next top-level definition.</summary>
internal static class PythonParser
{
    public static PythonModule Parse(ReadOnlySpan<byte> bytes, string? file = null, PythonReaderLimits? limits = null)
    {
        limits ??= PythonReaderLimits.Default;
        return Parse(PythonSource.Read(bytes, limits), file, limits);
    }

    public static PythonModule Parse(string text, string? file = null, PythonReaderLimits? limits = null)
    {
        limits ??= PythonReaderLimits.Default;
        return Parse(PythonSource.Read(text, limits), file, limits);
    }

    /// <summary>Reads a file and gives its text as well, which reads the same.</summary>
    public static PythonModule Parse(ReadOnlySpan<byte> bytes, string? file, out string text)
    {
        var source = PythonSource.Read(bytes, PythonReaderLimits.Default);
        text = source.Text;
        return Parse(source, file, PythonReaderLimits.Default);
    }

    private static PythonModule Parse(PythonSource source, string? file, PythonReaderLimits limits)
    {
        if (source.Error is { } error)
        {
            return new PythonModule { Body = [], Diagnostics = [error with { File = file }] };
        }

        using var tokenizer = new Tokenizer(source);
        var module = new Parser(source.Text, tokenizer, limits).ParseModule();
        return file is null
            ? module
            : module with { Diagnostics = ImmutableArray.CreateRange(module.Diagnostics, d => d with { File = file }) };
    }
}
