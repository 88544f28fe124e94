namespace WorkflowEngine.Expressions;

/// <summary>Texts as the language counts them: by Unicode code point, not by UTF-16 unit.</summary>
internal static class CodePoints
{
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        for (var i = text.IndexOfAnyInRange('\uD800', '\uDBFF'); i >= 0 && i + 1 < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i], text[i + 1]))
            {
                count--;
                i++;
            }
        }

        return count;
    }

    /// <summary>The UTF-16 offset of a code point; the length of the text when there are not so many.</summary>
    public static int Offset(ReadOnlySpan<char> text, int index)
    {
        if (text.IndexOfAnyInRange('\uD800', '\uDBFF') < 0)
        {
            return Math.Min(index, text.Length);
        }

        var offset = 0;
        for (; index > 0 && offset < text.Length; index--)
        {
            offset += Length(text, offset);
        }

        return offset;
    }

    /// <summary>How many UTF-16 units the code point at an offset takes.</summary>
    public static int Length(ReadOnlySpan<char> text, int offset) =>
        offset + 1 < text.Length && char.IsSurrogatePair(text[offset], text[offset + 1]) ? 2 : 1;

    /// <summary>Orders texts by code point, which is also the order of their UTF-8 bytes.</summary>
    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (a, b) = (left[common], right[common]);

        // A surrogate stands for a code point above all that a single unit can name.
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }
}
