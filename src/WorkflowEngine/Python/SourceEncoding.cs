using System.Text;

namespace WorkflowEngine.Python;

/// <summary>The encoding that a file names in a comment on one of its first two lines.</summary>
internal static class SourceEncoding
{
    public static string? Declared(ReadOnlySpan<byte> bytes)
    {
        for (var line = 0; line < 2 && !bytes.IsEmpty; line++)
        {
            var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            var text = end < 0 ? bytes : bytes[..end];
            var code = text.TrimStart(" \t\f"u8);
            if (!code.IsEmpty && code[0] != '#')
            {
                return null;
            }

            if (!code.IsEmpty && InComment(code) is { } name)
            {
                return name;
            }

            bytes = end < 0 ? default : bytes[(end + 1 < bytes.Length && bytes[end] == '\r' && bytes[end + 1] == '\n' ? end + 2 : end + 1)..];
        }

        return null;
    }

    public static bool IsUtf8(string name)
    {
        var normal = Normal(name);
        return normal == "utf-8" || normal.StartsWith("utf-8-", StringComparison.Ordinal);
    }

    public static Encoding? Find(string name)
    {
        var normal = Normal(name);
        normal = normal switch
        {
            "latin-1" or "latin1" or "l1" or "iso-latin-1" or "iso8859-1" or "8859" or "cp819" => "iso-8859-1",
            "utf8" or "u8" or "cp65001" => "utf-8",
            "ascii" or "646" => "us-ascii",
            "sjis" or "shiftjis" or "s-jis" => "shift_jis",
            "eucjp" or "ujis" => "euc-jp",
            "euckr" => "euc-kr",
            "koi8r" => "koi8-r",
            "koi8u" => "koi8-u",
            "mbcs" => "windows-1252",
            _ when normal.StartsWith("cp125", StringComparison.Ordinal) => "windows-" + normal[2..],
            _ when normal.StartsWith("iso8859-", StringComparison.Ordinal) => "iso-8859-" + normal[8..],
            "latin-2" or "latin2" or "l2" => "iso-8859-2",
            "latin-5" or "latin5" or "l5" => "iso-8859-9",
            "latin-9" or "latin9" or "l9" => "iso-8859-15",
            _ => normal,
        };
        var provided = normal.StartsWith("utf-16", StringComparison.Ordinal) || normal.StartsWith("utf-32", StringComparison.Ordinal)
            ? null
            : CodePagesEncodingProvider.Instance.GetEncoding(normal, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        if (provided is not null)
        {
            return provided;
        }

        return normal is "iso-8859-1" or "utf-8" or "us-ascii"
            ? Encoding.GetEncoding(normal, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
            : null;
    }

    private static string Normal(string name) => name.ToLowerInvariant().Replace('_', '-');

    private static string? InComment(ReadOnlySpan<byte> comment)
    {
        while (true)
        {
            var at = comment.IndexOf("coding"u8);
            if (at < 0)
            {
                return null;
            }

            comment = comment[(at + 6)..];
            if (comment.IsEmpty || comment[0] is not ((byte)':' or (byte)'='))
            {
                continue;
            }

            var rest = comment[1..].TrimStart(" \t"u8);
            var length = 0;
            while (length < rest.Length && (char.IsAsciiLetterOrDigit((char)rest[length]) || rest[length] is (byte)'-' or (byte)'_' or (byte)'.'))
            {
                length++;
            }

            if (length > 0)
            {
                return Encoding.ASCII.GetString(rest[..length]);
            }
        }
    }
}
