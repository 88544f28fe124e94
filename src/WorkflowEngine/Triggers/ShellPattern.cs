using System.Text;

namespace WorkflowEngine.Triggers;

/// <summary>
/// Patterns of one path segment as a shell, and Python's <c>fnmatch</c>, read them: <c>*</c> any text, <c>?</c> one character, <c>[abc]</c>
/// and <c>[!abc]</c> one of a set or one that is not. A bracket that is never closed is itself; nothing escapes.
/// </summary>
internal static class ShellPattern
{
    /// <summary>Whether the whole text matches. After a mismatch only the last star is tried again, which is enough (Kirk Krauss' method).</summary>
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (at, position) = (0, 0);
        var (star, retry) = (-1, 0);
        while (position < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                retry = position;
            }
            else if (at < pattern.Length && TryOne(pattern[at..], text[position..], out var patternLength, out var textLength))
            {
                at += patternLength;
                position += textLength;
            }
            else if (star >= 0)
            {
                Rune.DecodeFromUtf16(text[retry..], out _, out var skipped);
                retry += skipped;
                (at, position) = (star + 1, retry);
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].TrimStart('*').IsEmpty;
    }

    /// <summary>Whether one character of the text matches what the pattern begins with.</summary>
    private static bool TryOne(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, out int patternLength, out int textLength)
    {
        Rune.DecodeFromUtf16(text, out var character, out textLength);
        if (pattern[0] == '[' && EndOfSet(pattern) is var end && end > 0)
        {
            patternLength = end + 1;
            return IsInSet(pattern[1..end], character);
        }

        if (pattern[0] == '?')
        {
            patternLength = 1;
            return true;
        }

        Rune.DecodeFromUtf16(pattern, out var expected, out patternLength);
        return expected == character;
    }

    /// <summary>Where the bracket that closes a set is; 0 when there is none. Right after the beginning it is a member.</summary>
    private static int EndOfSet(ReadOnlySpan<char> pattern)
    {
        var first = pattern.Length > 1 && pattern[1] == '!' ? 3 : 2;
        var end = first < pattern.Length ? pattern[first..].IndexOf(']') : -1;
        return end < 0 ? 0 : first + end;
    }

    private static bool IsInSet(ReadOnlySpan<char> set, Rune character)
    {
        var negated = set[0] == '!';
        for (var rest = negated ? set[1..] : set; !rest.IsEmpty;)
        {
            var first = Take(ref rest);
            var last = first;
            if (rest.Length > 1 && rest[0] == '-')
            {
                rest = rest[1..];
                last = Take(ref rest);
            }

            if (character >= first && character <= last)
            {
                return !negated;
            }
        }

        return negated;
    }

    private static Rune Take(ref ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out var character, out var length);
        text = text[length..];
        return character;
    }
}
