using System.Buffers;
using System.Text;
using System.Text.Json;

namespace WorkflowEngine.Execution.Logs;

/// <summary>
/// Replaces secrets by <c>***</c>. A value is known as a whole, by each of its lines, and as Base64, URL and JSON would write it.
/// Values under four characters are not masked, because they would take half of the text with them.
/// </summary>
internal sealed class SecretMask
{
    private const int MinLength = 4;
    private const string Replacement = "***";

    /// <summary>The longest first, so that of two secrets at one place the longer one is hidden.</summary>
    private readonly string[] _values;
    private readonly SearchValues<string>? _search;

    public SecretMask(IReadOnlyCollection<string> secrets)
    {
        if (secrets.Count == 0)
        {
            _values = [];
            return;
        }

        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var secret in secrets)
        {
            AddForms(values, secret);
            foreach (var line in secret.Split('\n'))
            {
                AddForms(values, line.TrimEnd('\r'));
            }
        }

        _values = [.. values];
        Array.Sort(_values, static (a, b) => b.Length.CompareTo(a.Length));
        _search = _values.Length == 0 ? null : SearchValues.Create(_values, StringComparison.Ordinal);
    }

    public static SecretMask None { get; } = new([]);

    public bool IsEmpty => _search is null;

    /// <summary>The longest text that is masked; a longer piece of text cannot end within an unseen secret but in its last characters.</summary>
    public int MaxLength => _values.Length == 0 ? 0 : _values[0].Length;

    /// <summary>The text without secrets; null when it holds none.</summary>
    public string? Apply(ReadOnlySpan<char> text)
    {
        if (_search is null || Find(text, 0) < 0)
        {
            return null;
        }

        var masked = new StringBuilder(text.Length);
        var copied = 0;
        for (var start = Find(text, 0); start >= 0; start = Find(text, copied))
        {
            // Secrets may overlap; hiding only the first would show the rest of the second.
            var end = start + LongestAt(text[start..]);
            for (var next = start + 1; (next = Find(text, next)) >= 0 && next < end; next++)
            {
                end = Math.Max(end, next + LongestAt(text[next..]));
            }

            masked.Append(text[copied..start]).Append(Replacement);
            copied = end;
        }

        return masked.Append(text[copied..]).ToString();
    }

    /// <summary>The text without secrets.</summary>
    public string? Apply(string? text) => text is null ? null : Apply(text.AsSpan()) ?? text;

    private int Find(ReadOnlySpan<char> text, int from)
    {
        var found = text[from..].IndexOfAny(_search!);
        return found < 0 ? -1 : from + found;
    }

    private int LongestAt(ReadOnlySpan<char> text)
    {
        foreach (var value in _values)
        {
            if (text.StartsWith(value, StringComparison.Ordinal))
            {
                return value.Length;
            }
        }

        return 0;
    }

    private static void AddForms(HashSet<string> values, string secret)
    {
        if (secret.Length < MinLength || string.IsNullOrWhiteSpace(secret))
        {
            return;
        }

        values.Add(secret);
        values.Add(Uri.EscapeDataString(secret));
        values.Add(JsonEncodedText.Encode(secret).ToString());
        values.Add(JsonEncodedText.Encode(secret, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString());
        AddBase64(values, Encoding.UTF8.GetBytes(secret));
    }

    /// <summary>Base64 depends on where in a longer text the secret begins: there are three ways, less the characters shared with neighbours.</summary>
    private static void AddBase64(HashSet<string> values, byte[] secret)
    {
        for (var before = 0; before < 3; before++)
        {
            var padded = new byte[before + secret.Length];
            secret.CopyTo(padded, before);
            var text = Convert.ToBase64String(padded);
            var first = before == 0 ? 0 : before + 1;
            var shared = padded.Length % 3;
            var last = shared == 0 ? text.Length : text.Length - 4 + shared;
            if (last - first >= MinLength)
            {
                var part = text[first..last];
                values.Add(part);
                values.Add(part.Replace('+', '-').Replace('/', '_'));
            }
        }
    }
}
