using System.Text;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>Texts by code points, which is how Python counts; only texts with surrogates cost more than their UTF-16 form.</summary>
internal static class CodePoints
{
    private static readonly string[] Ascii = MakeAscii();

    public static string Character(char c) => c < 128 ? Ascii[c] : c.ToString();

    public static bool IsSimple(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0;

    public static int Count(string text)
    {
        var count = text.Length;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i], text[i + 1]))
            {
                count--;
                i++;
            }
        }

        return count;
    }

    public static int Length(string text) => IsSimple(text) ? text.Length : Count(text);

    /// <summary>The place in the string of a code point, which may be the one after the last.</summary>
    public static int Offset(string text, int index)
    {
        var offset = 0;
        while (index-- > 0)
        {
            offset += offset + 1 < text.Length && char.IsSurrogatePair(text[offset], text[offset + 1]) ? 2 : 1;
        }

        return offset;
    }

    public static string[] Split(string text)
    {
        var parts = new List<string>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                parts.Add(text.Substring(i++, 2));
            }
            else
            {
                parts.Add(Character(text[i]));
            }
        }

        return [.. parts];
    }

    public static object GetItem(Interpreter vm, string text, object key)
    {
        vm.Spend(text.Length >> 8);
        var simple = IsSimple(text);
        if (key is PythonSlice slice)
        {
            var (start, step, count) = slice.Over(simple ? text.Length : Count(text));
            vm.Text(count);
            return simple ? TakeSimple(text, start, step, count) : Take(vm, text, start, step, count);
        }

        if (simple)
        {
            return Character(text[Slicing.Index(key, text.Length, "string")]);
        }

        vm.Spend(text.Length >> 3);
        var offset = Offset(text, Slicing.Index(key, Count(text), "string"));
        return text.Substring(offset, char.IsSurrogatePair(text, offset) ? 2 : 1);
    }

    public static int CompareOrdinal(string a, string b)
    {
        var common = a.AsSpan().CommonPrefixLength(b);
        if (common == a.Length || common == b.Length)
        {
            return a.Length.CompareTo(b.Length);
        }

        // A surrogate is above every other character, whatever its number says.
        var (x, y) = (a[common], b[common]);
        return char.IsSurrogate(x) == char.IsSurrogate(y) ? x.CompareTo(y) : char.IsSurrogate(x) ? 1 : -1;
    }

    private static string TakeSimple(string text, long start, long step, long count)
    {
        if (step == 1)
        {
            return text.Substring((int)start, (int)count);
        }

        return string.Create((int)count, (text, start, step), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = state.text[(int)(state.start + (i * state.step))];
            }
        });
    }

    private static string Take(Interpreter vm, string text, long start, long step, long count)
    {
        vm.Spend(text.Length);
        var parts = Split(text);
        var taken = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            taken.Append(parts[start + (i * step)]);
        }

        return taken.ToString();
    }

    private static string[] MakeAscii()
    {
        var all = new string[128];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = ((char)i).ToString();
        }

        return all;
    }
}
