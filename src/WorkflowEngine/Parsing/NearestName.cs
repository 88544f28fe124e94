namespace WorkflowEngine.Parsing;

/// <summary>Finds the name that an author most likely meant.</summary>
internal static class NearestName
{
    private const int LongestName = 64;

    /// <summary>The candidate with the fewest typing mistakes between it and the name; null when none is near.</summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > LongestName)
        {
            return null;
        }

        var limit = Math.Clamp(name.Length / 3, 1, 3);
        string? nearest = null;
        foreach (var candidate in candidates)
        {
            var distance = Distance(name, candidate, limit);
            if (distance > limit)
            {
                continue;
            }

            nearest = candidate;
            limit = distance - 1;
            if (limit < 0)
            {
                break;
            }
        }

        return nearest;
    }

    public static string? Hint(string name, IEnumerable<string> candidates) =>
        Of(name, candidates) is { } nearest ? $"Did you mean {Quoted.Text(nearest)}?" : null;

    /// <summary>Insertions, removals, replacements and swaps of neighbours; anything above the limit counts as more.</summary>
    private static int Distance(string left, string right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) > limit)
        {
            return limit + 1;
        }

        var width = right.Length + 1;
        Span<int> rows = stackalloc int[3 * (LongestName + 5)];
        var beforeLast = rows[..width];
        var last = rows.Slice(LongestName + 5, width);
        var current = rows.Slice(2 * (LongestName + 5), width);
        for (var column = 0; column < width; column++)
        {
            last[column] = column;
        }

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            var smallest = row;
            for (var column = 1; column < width; column++)
            {
                var same = Fold(left[row - 1]) == Fold(right[column - 1]);
                var cost = Math.Min(Math.Min(current[column - 1], last[column]) + 1, last[column - 1] + (same ? 0 : 1));
                if (row > 1 && column > 1 && Fold(left[row - 1]) == Fold(right[column - 2]) && Fold(left[row - 2]) == Fold(right[column - 1]))
                {
                    cost = Math.Min(cost, beforeLast[column - 2] + 1);
                }

                current[column] = cost;
                smallest = Math.Min(smallest, cost);
            }

            if (smallest > limit)
            {
                return limit + 1;
            }

            var free = beforeLast;
            beforeLast = last;
            last = current;
            current = free;
        }

        return last[right.Length];
    }

    private static char Fold(char character) => character == '-' ? '_' : char.ToLowerInvariant(character);
}
