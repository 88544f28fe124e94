using System.Globalization;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>The methods of str that ask what its characters are.</summary>
internal static class StringTests
{
    public static void AddTo(Dictionary<string, BuiltinMethod> table)
    {
        void All(string name, Func<char, bool> fits, bool whenEmpty = false) => Test(name, text =>
            text.Length == 0 ? whenEmpty : text.All(fits));

        void Test(string name, Func<string, bool> test) => table[name] = (vm, self, arguments) =>
        {
            arguments.Take(name, 0, 0);
            vm.Spend(((string)self).Length >> 1);
            return Values.Bool(test((string)self));
        };

        All("isalpha", char.IsLetter);
        All("isdigit", c => char.IsDigit(c) || "²³¹⁰⁴⁵⁶⁷⁸⁹".Contains(c));
        All("isdecimal", char.IsDigit);
        All("isnumeric", char.IsNumber);
        All("isalnum", char.IsLetterOrDigit);
        All("isspace", IsSpace);
        All("isascii", char.IsAscii, whenEmpty: true);
        All("isprintable", c => c == ' ' || Text.IsPrintable(char.GetUnicodeCategory(c)), whenEmpty: true);
        Test("isupper", text => text.Any(char.IsUpper) && !text.Any(char.IsLower));
        Test("islower", text => text.Any(char.IsLower) && !text.Any(char.IsUpper));
        Test("isidentifier", text => text.Length > 0 && (char.IsLetter(text[0]) || text[0] == '_') && text.All(c => char.IsLetterOrDigit(c) || c == '_'));
        Test("istitle", IsTitle);
    }

    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    private static bool IsTitle(string text)
    {
        var (inWord, any) = (false, false);
        foreach (var c in text)
        {
            if (char.IsUpper(c) ? inWord : char.IsLower(c) && !inWord)
            {
                return false;
            }

            inWord = char.IsUpper(c) || char.IsLower(c);
            any |= inWord;
        }

        return any;
    }
}
