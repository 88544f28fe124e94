using System.Buffers;
using System.Text;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Parsing;

/// <summary>The text of a YAML file and the lines and columns of its characters.</summary>
internal sealed class YamlText
{
    public const int MaxBytes = 1 << 20;

    // NUL would end the text for the YAML scanner, which would drop the rest of the file without a word.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        Enumerable.Range(0, 32).Append(127).Select(code => (char)code).Where(character => character is not ('\t' or '\n' or '\r')).ToArray());

    private readonly List<int> _lineStarts;
    private readonly List<int> _lowSurrogates;

    private YamlText(string text)
    {
        Text = text;
        _lineStarts = FindLines(text);
        _lowSurrogates = FindLowSurrogates(text);
    }

    public string Text { get; }

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Decodes the bytes of a file; null when they are not text, which is then a finding.</summary>
    public static YamlText? Decode(ReadOnlySpan<byte> content, Findings findings)
    {
        if (content.Length > MaxBytes)
        {
            findings.Error(YamlCodes.TooLarge, $"The file has {content.Length} bytes; at most {MaxBytes} are read.", SourceSpan.None);
            return null;
        }

        if (content.StartsWith(ByteOrderMark))
        {
            content = content[3..];
        }

        if (!System.Text.Unicode.Utf8.IsValid(content))
        {
            findings.Error(YamlCodes.NotUtf8, "The file is not valid UTF-8.", FindInvalid(content), "Save the file as UTF-8.");
            return null;
        }

        var text = new YamlText(Encoding.UTF8.GetString(content));
        var forbidden = text.Text.AsSpan().IndexOfAny(Forbidden);
        if (forbidden >= 0)
        {
            var at = text.PositionAt(forbidden);
            findings.Error(
                YamlCodes.InvalidCharacter, $"The file has the control character U+{(int)text.Text[forbidden]:X4}.", new(at, at), "Is it a text file?");
            return null;
        }

        return text;
    }

    public SourceSpan SpanOf(long start, long end) => new(PositionAt(start), PositionAt(end));

    public SourcePosition PositionAt(long offset)
    {
        var index = (int)Math.Clamp(offset, 0, Text.Length);
        var line = LineOf(index);
        var start = _lineStarts[line];
        var pairs = CountBefore(_lowSurrogates, index) - CountBefore(_lowSurrogates, start);
        return new(line + 1, index - start - pairs + 1);
    }

    /// <summary>The first line from a place on that has a tab in its indentation; null when there is none.</summary>
    public SourceSpan? FindTabIndentation(long offset, bool sameLineOnly)
    {
        for (var line = LineOf((int)Math.Clamp(offset, 0, Text.Length)); line < _lineStarts.Count; line++)
        {
            var start = _lineStarts[line];
            var indentation = Text.AsSpan(start);
            var length = indentation.IndexOfAnyExcept(' ', '\t');
            var tab = indentation[..(length < 0 ? indentation.Length : length)].IndexOf('\t');
            if (tab >= 0)
            {
                return SpanOf(start + tab, start + tab + 1);
            }

            if (sameLineOnly)
            {
                break;
            }
        }

        return null;
    }

    /// <summary>The first character of the first line that is not blank after the one a block begins on; null when there is none.</summary>
    public SourcePosition? FindBlockText(long offset)
    {
        for (var line = LineOf((int)Math.Clamp(offset, 0, Text.Length)) + 1; line < _lineStarts.Count; line++)
        {
            var start = _lineStarts[line];
            var column = Text.AsSpan(start).IndexOfAnyExcept(' ');
            if (column >= 0 && Text[start + column] is not ('\n' or '\r'))
            {
                return new(line + 1, column + 1);
            }
        }

        return null;
    }

    private int LineOf(int index)
    {
        var found = _lineStarts.BinarySearch(index);
        return found >= 0 ? found : ~found - 1;
    }

    private static int CountBefore(List<int> sorted, int index)
    {
        var found = sorted.BinarySearch(index);
        return found >= 0 ? found : ~found;
    }

    private static List<int> FindLines(string text)
    {
        var starts = new List<int> { 0 };
        var position = 0;
        while (true)
        {
            var next = text.AsSpan(position).IndexOfAny('\n', '\r');
            if (next < 0)
            {
                return starts;
            }

            position += next + 1;
            if (text[position - 1] == '\r' && position < text.Length && text[position] == '\n')
            {
                position++;
            }

            starts.Add(position);
        }
    }

    private static List<int> FindLowSurrogates(string text)
    {
        var found = new List<int>();
        var position = 0;
        while (true)
        {
            var next = text.AsSpan(position).IndexOfAnyInRange('\uDC00', '\uDFFF');
            if (next < 0)
            {
                return found;
            }

            position += next;
            found.Add(position++);
        }
    }

    private static SourceSpan FindInvalid(ReadOnlySpan<byte> content)
    {
        var (line, column) = (1, 1);
        while (Rune.DecodeFromUtf8(content, out var rune, out var length) == OperationStatus.Done)
        {
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + 1);
            content = content[length..];
        }

        return SourceSpan.At(line, column);
    }
}
