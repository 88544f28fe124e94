using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace WorkflowEngine.Python;

/// <summary>
/// The form (NFKC) in which Python compares names. .NET's own <see cref="string.Normalize()"/> does nothing where a host
/// runs without globalization data, and a name must not depend on the host. Tables of the Unicode Character Database 15.1
/// (© Unicode, Inc., Unicode License v3), three blocks of hexadecimal lines: code point, as distance from the line before,
/// and its decomposition; pairs and what they compose to; code point, as distance, and its combining class.
/// </summary>
internal sealed class UnicodeNormalForms
{
    private const string Resource = "WorkflowEngine.Python.unicode-normal-forms.br";
    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailBase = 0x11A7;
    private const int Vowels = 21;
    private const int Trails = 28;
    private const int Leads = 19;

    private static readonly Lazy<UnicodeNormalForms> Tables = new(() => new());

    private readonly Dictionary<int, int[]> _decompositions = [];
    private readonly Dictionary<(int, int), int> _compositions = [];
    private readonly Dictionary<int, int> _classes = [];

    private UnicodeNormalForms()
    {
        using var resource = typeof(UnicodeNormalForms).Assembly.GetManifestResourceStream(Resource)!;
        using var unpacked = new BrotliStream(resource, CompressionMode.Decompress);
        using var lines = new StreamReader(unpacked, Encoding.ASCII);
        var last = 0;
        foreach (var numbers in ReadBlock(lines))
        {
            last += numbers[0];
            _decompositions[last] = numbers[1..];
        }

        foreach (var numbers in ReadBlock(lines))
        {
            _compositions[(numbers[0], numbers[1])] = numbers[2];
        }

        last = 0;
        foreach (var numbers in ReadBlock(lines))
        {
            last += numbers[0];
            _classes[last] = numbers[1];
        }
    }

    public static string OfName(string name) => Tables.Value.Normalize(name, compose: true);

    /// <summary>The text with its characters taken apart as far as they go (NFKD).</summary>
    public static string Decomposed(string text) => Tables.Value.Normalize(text, compose: false);

    private string Normalize(string name, bool compose)
    {
        var points = new List<int>(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            Decompose(rune.Value, points);
        }

        Order(points);
        if (compose)
        {
            Compose(points);
        }

        var text = new StringBuilder(points.Count);
        foreach (var point in points)
        {
            text.Append(new Rune(point));
        }

        return text.ToString();
    }

    private void Decompose(int point, List<int> into)
    {
        var syllable = point - SyllableBase;
        if (syllable >= 0 && syllable < Leads * Vowels * Trails)
        {
            into.Add(LeadBase + (syllable / (Vowels * Trails)));
            into.Add(VowelBase + (syllable / Trails % Vowels));
            if (syllable % Trails != 0)
            {
                into.Add(TrailBase + (syllable % Trails));
            }
        }
        else if (_decompositions.TryGetValue(point, out var parts))
        {
            into.AddRange(parts);
        }
        else
        {
            into.Add(point);
        }
    }

    // Marks that follow each other stand in the order of their classes; those of one class keep theirs.
    private void Order(List<int> points)
    {
        for (var start = 0; start < points.Count; start++)
        {
            var end = start;
            while (end < points.Count && ClassOf(points[end]) != 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                var marks = points.GetRange(start, end - start).OrderBy(ClassOf).ToList();
                points.RemoveRange(start, marks.Count);
                points.InsertRange(start, marks);
            }

            start = end;
        }
    }

    private void Compose(List<int> points)
    {
        var (starter, lastClass, kept) = (-1, -1, 0);
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            var combiningClass = ClassOf(point);
            if (starter >= 0 && (lastClass < combiningClass || lastClass == -1) && TryCompose(points[starter], point, out var whole))
            {
                points[starter] = whole;
                continue;
            }

            if (combiningClass == 0)
            {
                starter = kept;
            }

            lastClass = combiningClass == 0 ? -1 : combiningClass;
            points[kept++] = point;
        }

        points.RemoveRange(kept, points.Count - kept);
    }

    private bool TryCompose(int first, int second, out int whole)
    {
        var lead = first - LeadBase;
        var vowel = second - VowelBase;
        if (lead is >= 0 and < Leads && vowel is >= 0 and < Vowels)
        {
            whole = SyllableBase + (((lead * Vowels) + vowel) * Trails);
            return true;
        }

        var syllable = first - SyllableBase;
        var trail = second - TrailBase;
        if (syllable >= 0 && syllable < Leads * Vowels * Trails && syllable % Trails == 0 && trail is > 0 and < Trails)
        {
            whole = first + trail;
            return true;
        }

        return _compositions.TryGetValue((first, second), out whole);
    }

    private int ClassOf(int point) => _classes.GetValueOrDefault(point);

    private static IEnumerable<int[]> ReadBlock(StreamReader lines)
    {
        while (lines.ReadLine() is { Length: > 0 } line)
        {
            yield return Array.ConvertAll(
                line.Split(' '), n => int.Parse(n, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        }
    }
}
