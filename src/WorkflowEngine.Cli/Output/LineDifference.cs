namespace WorkflowEngine.Cli.Output;

/// <summary>What differs between two texts, line by line: the longest common subsequence, with some lines around each difference.</summary>
internal static class LineDifference
{
    private const int Context = 3;

    // The table of lengths grows with the product of both; past this, what differs in the middle is shown whole.
    private const long LargestTable = 4_000_000;

    /// <returns>Lines with <c>+</c>, <c>-</c> or a space in front, and <c>@</c> where lines are left out.</returns>
    public static IReadOnlyList<(char Sign, string Text)> Of(string[] before, string[] after)
    {
        var all = new List<(char Sign, string Text)>();
        var start = 0;
        while (start < before.Length && start < after.Length && before[start] == after[start])
        {
            all.Add((' ', before[start++]));
        }

        var end = 0;
        while (end < before.Length - start && end < after.Length - start && before[^(end + 1)] == after[^(end + 1)])
        {
            end++;
        }

        AddMiddle(before[start..^end], after[start..^end], all);
        all.AddRange(before[^end..].Select(line => (' ', line)));
        return Shorten(all);
    }

    private static void AddMiddle(string[] before, string[] after, List<(char Sign, string Text)> all)
    {
        if ((long)before.Length * after.Length > LargestTable)
        {
            all.AddRange(before.Select(line => ('-', line)));
            all.AddRange(after.Select(line => ('+', line)));
            return;
        }

        var lengths = new int[before.Length + 1, after.Length + 1];
        for (var left = before.Length - 1; left >= 0; left--)
        {
            for (var right = after.Length - 1; right >= 0; right--)
            {
                lengths[left, right] = before[left] == after[right]
                    ? lengths[left + 1, right + 1] + 1
                    : Math.Max(lengths[left + 1, right], lengths[left, right + 1]);
            }
        }

        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                all.Add((' ', before[i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (j == after.Length || (i < before.Length && lengths[i + 1, j] >= lengths[i, j + 1]))
            {
                all.Add(('-', before[i++]));
            }
            else
            {
                all.Add(('+', after[j++]));
            }
        }
    }

    private static List<(char Sign, string Text)> Shorten(List<(char Sign, string Text)> all)
    {
        var shown = new List<(char Sign, string Text)>();
        var isShown = new bool[all.Count];
        for (var index = 0; index < all.Count; index++)
        {
            if (all[index].Sign != ' ')
            {
                for (var near = Math.Max(0, index - Context); near <= Math.Min(all.Count - 1, index + Context); near++)
                {
                    isShown[near] = true;
                }
            }
        }

        for (var index = 0; index < all.Count; index++)
        {
            if (isShown[index])
            {
                shown.Add(all[index]);
            }
            else if (shown.Count > 0 && shown[^1].Sign != '@')
            {
                shown.Add(('@', ""));
            }
        }

        return shown;
    }
}
