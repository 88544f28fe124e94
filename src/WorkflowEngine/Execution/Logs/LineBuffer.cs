using System.Text;

namespace WorkflowEngine.Execution.Logs;

/// <summary>The line that one stream has begun. Only as much of it is kept as can be shown.</summary>
internal sealed class LineBuffer(int capacity)
{
    private readonly StringBuilder _text = new();

    public bool IsEmpty => Length == 0;

    /// <summary>How long the line is, with what was not kept.</summary>
    public long Length { get; private set; }

    public void Append(ReadOnlySpan<char> text)
    {
        Length += text.Length;
        var room = capacity - _text.Length;
        _text.Append(text.Length <= room ? text : text[..Math.Max(0, room)]);
    }

    public string TakeText()
    {
        var text = _text.ToString();
        _text.Clear();
        Length = 0;
        return text;
    }
}
