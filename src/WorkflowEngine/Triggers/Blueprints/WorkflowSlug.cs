using System.Text;
using WorkflowEngine.Python;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>Makes the name that an older system knows a workflow by: small ASCII letters, digits, underscores and single hyphens.</summary>
public static class WorkflowSlug
{
    /// <summary>
    /// The name: accents are taken off, what is neither letter, digit, underscore, space nor hyphen is dropped, runs of spaces and hyphens
    /// become one hyphen, and hyphens and underscores at the ends go. Empty when nothing is left, as of a name in Chinese characters.
    /// </summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var slug = new StringBuilder(name.Length);
        foreach (var letter in UnicodeNormalForms.Decomposed(name))
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter == '_')
            {
                slug.Append(char.ToLowerInvariant(letter));
            }
            else if ((letter == '-' || IsAsciiSpace(letter)) && (slug.Length == 0 || slug[^1] != '-'))
            {
                slug.Append('-');
            }
        }

        return slug.ToString().Trim('-', '_');
    }

    private static bool IsAsciiSpace(char letter) => letter is ' ' or (>= '\t' and <= '\r') or (>= '\x1c' and <= '\x1f');
}
