using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace WorkflowEngine.Python;

/// <summary>What the backslashes of a literal stand for. Errors are returned, not thrown.</summary>
internal static class StringEscapes
{
    public static string? Decode(ReadOnlySpan<char> text, StringBuilder into)
    {
        while (true)
        {
            var at = text.IndexOf('\\');
            if (at < 0 || at + 1 >= text.Length)
            {
                into.Append(text);
                return null;
            }

            into.Append(text[..at]);
            var letter = text[at + 1];
            text = text[(at + 2)..];
            int length;
            switch (letter)
            {
                case 'x':
                    length = AppendHex(text, 2, into);
                    break;
                case 'u':
                    length = AppendHex(text, 4, into);
                    break;
                case 'U':
                    length = AppendHex(text, 8, into);
                    break;
                case 'N':
                    length = AppendNamed(text, into);
                    break;
                case >= '0' and <= '7':
                    length = ReadOctal(letter, text, out var octal);
                    into.Append((char)octal);
                    break;
                default:
                    length = 0;
                    AppendSimple(letter, into);
                    break;
            }

            if (length < 0)
            {
                return Complaint(letter, length);
            }

            text = text[length..];
        }
    }

    public static string? DecodeBytes(ReadOnlySpan<char> text, bool isRaw, ImmutableArray<byte>.Builder into)
    {
        if (!Ascii.IsValid(text))
        {
            return "bytes can only contain ASCII literal characters";
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c != '\\' || isRaw || i + 1 >= text.Length)
            {
                into.Add((byte)c);
                continue;
            }

            c = text[++i];
            if (c == 'x')
            {
                if (i + 2 >= text.Length || !TryHex(text.Slice(i + 1, 2), out var value))
                {
                    return "(value error) invalid \\x escape";
                }

                into.Add((byte)value);
                i += 2;
            }
            else if (c is >= '0' and <= '7')
            {
                i += ReadOctal(c, text[(i + 1)..], out var octal);
                into.Add((byte)octal);
            }
            else if (Simple(c) is { } simple)
            {
                into.Add((byte)simple);
            }
            else if (c != '\n')
            {
                into.Add((byte)'\\');
                into.Add((byte)c);
            }
        }

        return null;
    }

    private static string Complaint(char letter, int reason) => letter switch
    {
        'x' => "truncated \\xXX escape",
        'u' => "truncated \\uXXXX escape",
        'U' => reason == -2 ? "illegal Unicode character" : "truncated \\UXXXXXXXX escape",
        _ => reason == -2 ? "unknown Unicode character name" : "malformed \\N character escape",
    };

    private static void AppendSimple(char letter, StringBuilder into)
    {
        if (Simple(letter) is { } simple)
        {
            into.Append(simple);
        }
        else if (letter != '\n')
        {
            into.Append('\\').Append(letter);
        }
    }

    private static char? Simple(char letter) => letter switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\a',
        'b' => '\b',
        'f' => '\f',
        'v' => '\v',
        '\\' or '\'' or '"' => letter,
        _ => null,
    };

    private static int ReadOctal(char first, ReadOnlySpan<char> rest, out int value)
    {
        value = first - '0';
        var length = 0;
        while (length < 2 && length < rest.Length && rest[length] is >= '0' and <= '7')
        {
            value = (value * 8) + (rest[length++] - '0');
        }

        return length;
    }

    private static int AppendHex(ReadOnlySpan<char> text, int digits, StringBuilder into)
    {
        if (text.Length < digits || !TryHex(text[..digits], out var value))
        {
            return -1;
        }

        if (value > 0x10FFFF)
        {
            return -2;
        }

        AppendCodePoint((int)value, into);
        return digits;
    }

    private static int AppendNamed(ReadOnlySpan<char> text, StringBuilder into)
    {
        var end = text.IndexOf('}');
        if (text.IsEmpty || text[0] != '{' || end <= 1)
        {
            return -1;
        }

        if (!UnicodeNames.TryFind(text[1..end], out var value))
        {
            return -2;
        }

        AppendCodePoint(value, into);
        return end + 1;
    }

    // A lone surrogate is a code point for Python, and a character for .NET.
    private static void AppendCodePoint(int value, StringBuilder into)
    {
        if (value > 0xFFFF)
        {
            into.Append(char.ConvertFromUtf32(value));
        }
        else
        {
            into.Append((char)value);
        }
    }

    private static bool TryHex(ReadOnlySpan<char> digits, out uint value) =>
        uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
