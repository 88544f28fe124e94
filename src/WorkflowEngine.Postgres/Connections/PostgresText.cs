using System.Text;

namespace WorkflowEngine.Postgres.Connections;

/// <summary>Text as PostgreSQL takes it: it has no NUL and no half of a surrogate pair; each becomes U+FFFD.</summary>
internal static class PostgresText
{
    internal static string? ToStored(string? text) => text is null || IsStorable(text) ? text : Mend(text);

    private static bool IsStorable(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return !text.Contains('\0');
        }

        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == 0 || rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }

    private static string Mend(string text)
    {
        var mended = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            mended.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        }

        return mended.ToString();
    }
}
