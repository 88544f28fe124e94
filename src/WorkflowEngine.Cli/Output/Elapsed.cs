using System.Globalization;

namespace WorkflowEngine.Cli.Output;

/// <summary>Durations as people read them.</summary>
internal static class Elapsed
{
    public static string Text(TimeSpan duration)
    {
        duration = duration < TimeSpan.Zero ? TimeSpan.Zero : duration;
        var culture = CultureInfo.InvariantCulture;
        return duration.TotalSeconds switch
        {
            < 9.95 => duration.TotalSeconds.ToString("0.0", culture) + " s",
            < 59.5 => duration.TotalSeconds.ToString("0", culture) + " s",
            < 3599.5 => string.Create(culture, $"{(int)Math.Round(duration.TotalSeconds) / 60} min {(int)Math.Round(duration.TotalSeconds) % 60:00} s"),
            _ => string.Create(culture, $"{(int)duration.TotalHours} h {duration.Minutes:00} min"),
        };
    }

    /// <summary>How long something took, or has been going on; empty when it never started.</summary>
    public static string Between(DateTimeOffset? start, DateTimeOffset? stop, DateTimeOffset now) =>
        start is { } began ? Text((stop ?? now) - began) : "";

    public static string Ago(DateTimeOffset then, DateTimeOffset now) => (now - then) switch
    {
        { TotalSeconds: < 60 } => "just now",
        { TotalMinutes: < 60 } span => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min ago"),
        { TotalHours: < 48 } span => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h ago"),
        var span => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} days ago"),
    };
}
