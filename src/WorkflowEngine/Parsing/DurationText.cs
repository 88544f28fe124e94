using System.Globalization;

namespace WorkflowEngine.Parsing;

/// <summary>Reads durations: a whole number of the default unit, or <c>90s</c>, <c>5m</c>, <c>1h30m</c>, <c>2d</c>, <c>500ms</c>.</summary>
internal static class DurationText
{
    private const double LongestSeconds = 1e9;

    private static readonly (string Name, double Seconds)[] Units = [("d", 86400), ("h", 3600), ("m", 60), ("s", 1), ("ms", 0.001)];

    public static bool TryParse(string text, double defaultUnitSeconds, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return TryMake(number * defaultUnitSeconds, out duration);
        }

        var rest = text.AsSpan();
        var total = 0.0;
        var nextUnit = 0;
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || !long.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out number))
            {
                return false;
            }

            rest = rest[digits..];
            var end = rest.IndexOfAnyInRange('0', '9');
            var unitText = end < 0 ? rest : rest[..end];
            var unit = FindUnit(unitText, nextUnit);
            if (unit < 0)
            {
                return false;
            }

            total += number * Units[unit].Seconds;
            nextUnit = unit + 1;
            rest = rest[unitText.Length..];
        }

        return text.Length > 0 && TryMake(total, out duration);
    }

    /// <summary>Units come from large to small and once each: <c>30m1h</c> is more likely a mistake than meant.</summary>
    private static int FindUnit(ReadOnlySpan<char> name, int from)
    {
        for (var unit = from; unit < Units.Length; unit++)
        {
            if (name.SequenceEqual(Units[unit].Name))
            {
                return unit;
            }
        }

        return -1;
    }

    private static bool TryMake(double seconds, out TimeSpan duration)
    {
        var possible = Math.Abs(seconds) <= LongestSeconds;
        duration = possible ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
        return possible;
    }
}
