namespace WorkflowEngine.Execution.Processes;

/// <summary>Keeps the end of a text of any length.</summary>
internal sealed class OutputTail(int maxLength)
{
    private char[] _text = [];
    private int _length;

    public void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > maxLength)
        {
            text = text[^maxLength..];
        }

        // Twice the room means that the kept end is moved once per maxLength characters and not with every piece.
        if (_length + text.Length > _text.Length && _text.Length < 2 * maxLength)
        {
            Array.Resize(ref _text, Math.Min(2 * maxLength, Math.Max(_length + text.Length, 2 * _text.Length)));
        }

        if (_length + text.Length > _text.Length)
        {
            var kept = Math.Min(_length, maxLength);
            Array.Copy(_text, _length - kept, _text, 0, kept);
            _length = kept;
        }

        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }

    public override string ToString()
    {
        var start = Math.Max(0, _length - maxLength);
        if (start > 0 && char.IsLowSurrogate(_text[start]))
        {
            start++;
        }

        return new string(_text, start, _length - start);
    }
}
