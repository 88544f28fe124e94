using System.Buffers;
using System.Text;
using System.Text.Unicode;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Python;

/// <summary>The characters of a file, with every line end as one line feed, or the reason why it has none.</summary>
internal readonly struct PythonSource
{
    private PythonSource(string text)
    {
        Text = text.Contains('\r') ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;
        HasAstral = Text.AsSpan().IndexOfAnyInRange('\uDC00', '\uDFFF') >= 0;
        var zero = Text.IndexOf('\0', StringComparison.Ordinal);
        Error = zero < 0
            ? null
            : Unreadable("source code string cannot contain null bytes", Text.AsSpan(0, zero).Count('\n') + 1);
    }

    private PythonSource(Diagnostic error)
    {
        Text = "";
        Error = error;
    }

    public string Text { get; }

    /// <summary>Whether some code point takes two characters.</summary>
    public bool HasAstral { get; }

    public Diagnostic? Error { get; }

    public static PythonSource Read(string text, PythonReaderLimits limits) =>
        text.Length > limits.MaxLength ? TooLong(limits) : new(text.StartsWith('\uFEFF') ? text[1..] : text);

    public static PythonSource Read(ReadOnlySpan<byte> bytes, PythonReaderLimits limits)
    {
        if (bytes.Length > limits.MaxLength)
        {
            return TooLong(limits);
        }

        var hasMark = bytes.StartsWith("\uFEFF"u8);
        if (hasMark)
        {
            bytes = bytes[3..];
        }

        var name = SourceEncoding.Declared(bytes);
        if (name is not null && hasMark && !SourceEncoding.IsUtf8(name))
        {
            return new(Unreadable($"encoding problem: {name} with BOM", 0));
        }

        return name is null || SourceEncoding.IsUtf8(name) ? ReadUtf8(bytes) : ReadEncoded(bytes, name);
    }

    private static PythonSource ReadUtf8(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return new(Encoding.UTF8.GetString(bytes));
        }

        var valid = 0;
        while (Rune.DecodeFromUtf8(bytes[valid..], out _, out var length) == OperationStatus.Done)
        {
            valid += length;
        }

        var before = bytes[..valid];
        var line = before.Count((byte)'\n') + 1;
        var position = valid - (before.LastIndexOf((byte)'\n') + 1);
        return new(Unreadable(
            $"(unicode error) 'utf-8' codec can't decode byte 0x{bytes[valid]:x2} in position {position}", line));
    }

    private static PythonSource ReadEncoded(ReadOnlySpan<byte> bytes, string name)
    {
        if (SourceEncoding.Find(name) is not { } encoding)
        {
            return new(Unreadable($"unknown encoding: {name}", 0));
        }

        try
        {
            return new(encoding.GetString(bytes));
        }
        catch (DecoderFallbackException e)
        {
            return new(Unreadable($"(unicode error) '{name}' codec can't decode byte in position {e.Index}", 0));
        }
    }

    private static PythonSource TooLong(PythonReaderLimits limits) =>
        new(Unreadable($"the file is longer than {limits.MaxLength} bytes", 0));

    private static Diagnostic Unreadable(string message, int line) =>
        Diagnostic.Error(PythonCodes.Syntax, message, line == 0 ? SourceSpan.None : SourceSpan.At(line, 1));
}
