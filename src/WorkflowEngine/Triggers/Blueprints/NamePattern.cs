using System.Text;
using System.Text.RegularExpressions;

namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>Compiles patterns that people write, to be matched in time that grows with the text and not with its backtracking.</summary>
internal static class NamePattern
{
    private const int MaxLength = 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    /// <exception cref="FormatException">It is no regular expression, or one that cannot be matched in linear time.</exception>
    public static Regex Compile(string pattern, bool ignoreCase)
    {
        if (pattern.Length > MaxLength)
        {
            throw new FormatException($"a regular expression may have at most {MaxLength} characters");
        }

        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        try
        {
            return new Regex(pattern, ignoreCase ? options | RegexOptions.IgnoreCase : options, Longest);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new FormatException($"\"{pattern}\" is not a regular expression that can be used here: {exception.Message}", exception);
        }
    }

    /// <summary>Whether the expression is found; null when it took too long.</summary>
    public static bool? IsMatch(Regex regex, string text)
    {
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <summary>A pattern of <c>*</c>, <c>?</c> and <c>[..]</c> that covers the whole text, as a regular expression.</summary>
    /// <exception cref="FormatException">A bracket is not closed.</exception>
    public static Regex CompileGlob(string glob, bool ignoreCase)
    {
        var text = new StringBuilder(@"(?s)\A");
        for (var i = 0; i < glob.Length; i++)
        {
            switch (glob[i])
            {
                case '*':
                    text.Append(".*");
                    break;
                case '?':
                    text.Append('.');
                    break;
                case '[':
                    i = AppendSet(text, glob, i);
                    break;
                default:
                    text.Append(Regex.Escape(glob[i].ToString()));
                    break;
            }
        }

        return Compile(text.Append(@"\z").ToString(), ignoreCase);
    }

    /// <summary>Appends the set that begins at a bracket and gives the place of its end. A bracket that comes first stands for itself.</summary>
    private static int AppendSet(StringBuilder text, string glob, int start)
    {
        var i = start + 1;
        var isNegated = i < glob.Length && glob[i] is '!' or '^';
        i += isNegated ? 1 : 0;
        var end = i < glob.Length ? glob.IndexOf(']', i + 1) : -1;
        if (end < 0)
        {
            throw new FormatException($"the bracket of \"{glob}\" is not closed");
        }

        text.Append(isNegated ? "[^" : "[");
        for (; i < end; i++)
        {
            text.Append(glob[i] is '\\' or '[' or ']' or '^' ? "\\" : "").Append(glob[i]);
        }

        text.Append(']');
        return end;
    }
}
