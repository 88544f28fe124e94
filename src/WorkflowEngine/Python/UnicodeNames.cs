using System.Globalization;
using System.IO.Compression;

namespace WorkflowEngine.Python;

/// <summary>
/// Characters by the names that "\N{...}" takes: those of the Unicode Character Database 15.1 with its aliases
/// (© Unicode, Inc., Unicode License v3). The embedded list has a name per line in the order of the code points, and a
/// line "=HEX" where they do not follow each other; names that are made from a number are not in it.
/// </summary>
internal static class UnicodeNames
{
    private const string Resource = "WorkflowEngine.Python.unicode-names.br";
    private const int HangulBase = 0xAC00;

    private static readonly Lazy<byte[]> List = new(ReadList);

    private static readonly (string Prefix, int First, int Last)[] Numbered =
    [
        ("CJK UNIFIED IDEOGRAPH-", 0x3400, 0x4DBF),
        ("CJK UNIFIED IDEOGRAPH-", 0x4E00, 0x9FFF),
        ("CJK UNIFIED IDEOGRAPH-", 0x20000, 0x2A6DF),
        ("CJK UNIFIED IDEOGRAPH-", 0x2A700, 0x2B739),
        ("CJK UNIFIED IDEOGRAPH-", 0x2B740, 0x2B81D),
        ("CJK UNIFIED IDEOGRAPH-", 0x2B820, 0x2CEA1),
        ("CJK UNIFIED IDEOGRAPH-", 0x2CEB0, 0x2EBE0),
        ("CJK UNIFIED IDEOGRAPH-", 0x2EBF0, 0x2EE5D),
        ("CJK UNIFIED IDEOGRAPH-", 0x30000, 0x3134A),
        ("CJK UNIFIED IDEOGRAPH-", 0x31350, 0x323AF),
        ("CJK COMPATIBILITY IDEOGRAPH-", 0xF900, 0xFA6D),
        ("CJK COMPATIBILITY IDEOGRAPH-", 0xFA70, 0xFAD9),
        ("CJK COMPATIBILITY IDEOGRAPH-", 0x2F800, 0x2FA1D),
        ("KHITAN SMALL SCRIPT CHARACTER-", 0x18B00, 0x18CD5),
        ("NUSHU CHARACTER-", 0x1B170, 0x1B2FB),
    ];

    private static readonly string[] HangulInitials =
        ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"];

    private static readonly string[] HangulVowels =
    [
        "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU",
        "YI", "I",
    ];

    private static readonly string[] HangulFinals =
    [
        "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S", "SS",
        "NG", "J", "C", "K", "T", "P", "H",
    ];

    public static bool TryFind(ReadOnlySpan<char> name, out int codePoint)
    {
        var wanted = name.ToString().ToUpperInvariant();
        return TryFindListed(wanted, out codePoint) || TryFindNumbered(wanted, out codePoint) || TryFindHangul(wanted, out codePoint);
    }

    private static bool TryFindListed(string name, out int codePoint)
    {
        codePoint = 0;
        if (name.AsSpan().ContainsAny('\n', '='))
        {
            return false;
        }

        var list = List.Value.AsSpan();
        var at = list.IndexOf(System.Text.Encoding.UTF8.GetBytes($"\n{name}\n"));
        if (at < 0)
        {
            return false;
        }

        var run = list[..at].LastIndexOf((byte)'=') + 1;
        var end = run + list[run..].IndexOf((byte)'\n');
        var first = int.Parse(list[run..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        codePoint = first + list[end..at].Count((byte)'\n');
        return true;
    }

    private static bool TryFindNumbered(string name, out int codePoint)
    {
        codePoint = 0;
        foreach (var (prefix, first, last) in Numbered)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out codePoint)
                && codePoint >= first && codePoint <= last)
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryFindHangul(string name, out int codePoint)
    {
        codePoint = 0;
        if (!name.StartsWith("HANGUL SYLLABLE ", StringComparison.Ordinal))
        {
            return false;
        }

        // The longest part is the right one: the sounds are told apart by their first letters.
        var rest = name.AsSpan("HANGUL SYLLABLE ".Length);
        var initial = TakeLongest(HangulInitials, ref rest);
        var vowel = TakeLongest(HangulVowels, ref rest);
        var final = TakeLongest(HangulFinals, ref rest);
        codePoint = HangulBase + (((initial * HangulVowels.Length) + vowel) * HangulFinals.Length) + final;
        return initial >= 0 && vowel >= 0 && final >= 0 && rest.IsEmpty;
    }

    private static int TakeLongest(string[] parts, ref ReadOnlySpan<char> rest)
    {
        var best = -1;
        for (var i = 0; i < parts.Length; i++)
        {
            if (rest.StartsWith(parts[i]) && (best < 0 || parts[i].Length > parts[best].Length))
            {
                best = i;
            }
        }

        rest = best < 0 ? rest : rest[parts[best].Length..];
        return best;
    }

    private static byte[] ReadList()
    {
        using var resource = typeof(UnicodeNames).Assembly.GetManifestResourceStream(Resource)!;
        using var names = new BrotliStream(resource, CompressionMode.Decompress);
        using var list = new MemoryStream();
        names.CopyTo(list);
        return list.ToArray();
    }
}
