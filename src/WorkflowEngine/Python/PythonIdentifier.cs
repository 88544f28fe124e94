using System.Globalization;
using System.Text;

namespace WorkflowEngine.Python;

/// <summary>Which characters make up a name.</summary>
internal static class PythonIdentifier
{
    public static bool IsAsciiStart(char c) => char.IsAsciiLetter(c) || c == '_';

    public static bool IsAsciiPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    public static bool IsStart(Rune rune)
    {
        if (rune.IsAscii)
        {
            return IsAsciiStart((char)rune.Value);
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber
                => !IsLetterWithUnfitNormalForm(rune.Value),
            _ => rune.Value is 0x2118 or 0x212E or 0x1885 or 0x1886,
        };
    }

    public static bool IsPart(Rune rune)
    {
        if (rune.IsAscii)
        {
            return IsAsciiPart((char)rune.Value);
        }

        return IsStart(rune) || Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation => true,
            _ => rune.Value is 0x00B7 or 0x0387 or 0x0E33 or 0x0EB3 or 0xFF9E or 0xFF9F or 0x19DA
                or 0x200C or 0x200D or 0x30FB or 0xFF65 or (>= 0x1369 and <= 0x1371),
        };
    }

    public static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator) || rune.Value == ' ';

    // Letters whose compatibility form does not start with a letter are no identifiers (XID against ID).
    private static bool IsLetterWithUnfitNormalForm(int value) => value is
        0x037A or 0x0E33 or 0x0EB3 or 0x2E2F
        or (>= 0xFC5E and <= 0xFC63) or 0xFDFA or 0xFDFB
        or 0xFE70 or 0xFE72 or 0xFE74 or 0xFE76 or 0xFE78 or 0xFE7A or 0xFE7C or 0xFE7E
        or 0xFF9E or 0xFF9F;
}
