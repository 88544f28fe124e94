using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Triggers;

/// <summary>
/// A five-field cron expression: minute, hour, day of month, month, day of week. When both day fields are restricted, either one is enough.
/// </summary>
public sealed class CronSchedule : IEquatable<CronSchedule>
{
    /// <summary>A 29 February can be eight years away.</summary>
    private const int MostYears = 9;

    /// <summary>The calendar of the platform has one more, which leaves room for every offset.</summary>
    private const int LastYear = 9998;

    private readonly CronValues _minutes;
    private readonly CronValues _hours;
    private readonly CronValues _daysOfMonth;
    private readonly CronValues _months;
    private readonly CronValues _daysOfWeek;

    private CronSchedule(string text, CronValues[] fields)
    {
        Text = text;
        (_minutes, _hours, _daysOfMonth, _months, _daysOfWeek) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
        if (_daysOfMonth.IsRestricted && _daysOfWeek.IsRestricted
            && (_daysOfMonth.Bits == CronField.DayOfMonth.All || _daysOfWeek.Bits == CronField.DayOfWeek.All))
        {
            // One of the two is every day, and either one is enough.
            _daysOfMonth = new(CronField.DayOfMonth.All, false, true);
            _daysOfWeek = new(CronField.DayOfWeek.All, false, true);
        }
    }

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>The shortest time between two occurrences, when every day is chosen; one day at most.</summary>
    public TimeSpan ShortestInterval
    {
        get
        {
            var shortest = TimeSpan.FromDays(1);
            var previous = LastOfDay() - TimeSpan.FromDays(1);
            for (var hour = _hours.From(0); hour >= 0; hour = _hours.From(hour + 1))
            {
                for (var minute = _minutes.From(0); minute >= 0; minute = _minutes.From(minute + 1))
                {
                    var time = new TimeSpan(hour, minute, 0);
                    shortest = time - previous < shortest ? time - previous : shortest;
                    previous = time;
                }
            }

            return shortest;
        }
    }

    /// <summary>Whether it is written as an interval, so that it goes on through an hour that the clock repeats.</summary>
    private bool IsInterval => _minutes.IsInterval || _hours.IsInterval;

    /// <summary>Reads an expression; <c>@hourly</c>, <c>@daily</c>, <c>@weekly</c>, <c>@monthly</c> and <c>@yearly</c> are known as well.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="schedule">The schedule; null when the text cannot be read.</param>
    /// <param name="error">What is wrong, with the column in the text; null when nothing is.</param>
    /// <returns>Whether the text could be read.</returns>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out CronSchedule? schedule, [NotNullWhen(false)] out Diagnostic? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new CronParser(ReplaceName(text));
        var fields = parser.Parse();
        error = parser.Error;
        schedule = fields is null ? null : new(text, fields);
        return schedule is not null;
    }

    /// <summary>
    /// The first occurrence after an instant. A time that the clock skips occurs at the first instant after the gap. A time that the
    /// clock repeats occurs once, the first time; only an expression with a wildcard, range or step in minute or hour occurs in both.
    /// </summary>
    /// <param name="after">The instant; an occurrence at this very instant does not count.</param>
    /// <param name="zone">The time zone in which the expression is meant.</param>
    /// <returns>The occurrence with the zone's offset; null when there is none in the years 2 to 9998.</returns>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        if (after.Year is < 2 or > LastYear)
        {
            return null;
        }

        var clock = new ZoneClock(zone);
        var start = clock.Read(after);
        if (clock.Repeated(start) is { } repeated)
        {
            var first = repeated.IsFirst(after);
            if ((first || IsInterval) && NextLocal(start.AddTicks(1), repeated.End) is { } same)
            {
                return new(same, first ? repeated.FirstOffset : repeated.SecondOffset);
            }

            if (first && IsInterval && NextLocal(repeated.Start, repeated.End) is { } again)
            {
                return new(again, repeated.SecondOffset);
            }

            start = repeated.End.AddTicks(-1);
        }

        while (NextLocal(start.AddTicks(1), DateTime.MaxValue) is { } next)
        {
            // Whatever the platform knows of a zone, time goes forward.
            if (clock.At(next) is var occurrence && occurrence > after)
            {
                return occurrence;
            }

            start = next;
        }

        return null;
    }

    /// <summary>Whether two expressions mean the same occurrences, however they are written.</summary>
    public bool Equals(CronSchedule? other) =>
        other is not null
        && _minutes.Bits == other._minutes.Bits
        && _hours.Bits == other._hours.Bits
        && _months.Bits == other._months.Bits
        && _daysOfMonth.Bits == other._daysOfMonth.Bits
        && _daysOfWeek.Bits == other._daysOfWeek.Bits;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CronSchedule);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(_minutes.Bits, _hours.Bits, _months.Bits, _daysOfMonth.Bits, _daysOfWeek.Bits);

    /// <summary>The expression as it was written.</summary>
    public override string ToString() => Text;

    private static string ReplaceName(string text) => text.Trim().ToUpperInvariant() switch
    {
        "@YEARLY" or "@ANNUALLY" => "0 0 1 1 *",
        "@MONTHLY" => "0 0 1 * *",
        "@WEEKLY" => "0 0 * * 0",
        "@DAILY" or "@MIDNIGHT" => "0 0 * * *",
        "@HOURLY" => "0 * * * *",
        "@EVERY_MINUTE" => "* * * * *",
        _ => text,
    };

    private TimeSpan LastOfDay() => new(
        63 - BitOperations.LeadingZeroCount(_hours.Bits), 63 - BitOperations.LeadingZeroCount(_minutes.Bits), 0);

    /// <summary>The first time on the clock's face from one time up to, but not at, another.</summary>
    private DateTime? NextLocal(DateTime from, DateTime before)
    {
        var seconds = from.Ticks % TimeSpan.TicksPerMinute;
        var minute = seconds == 0 ? from : from.AddTicks(TimeSpan.TicksPerMinute - seconds);
        var time = TimeFrom(minute.Hour, minute.Minute);
        var lastYear = Math.Min(minute.Year + MostYears, LastYear);
        for (var day = NextDay(minute.Date, lastYear); day is { } date; day = NextDay(date.AddDays(1), lastYear))
        {
            if (date != minute.Date)
            {
                time = TimeFrom(0, 0);
            }

            if (time is { } found)
            {
                var next = date + found;
                return next < before ? next : null;
            }
        }

        return null;
    }

    private TimeSpan? TimeFrom(int hour, int minute)
    {
        var nextHour = _hours.From(hour);
        var nextMinute = nextHour == hour ? _minutes.From(minute) : _minutes.From(0);
        if (nextMinute < 0)
        {
            nextHour = _hours.From(hour + 1);
            nextMinute = _minutes.From(0);
        }

        return nextHour < 0 ? null : new TimeSpan(nextHour, nextMinute, 0);
    }

    private DateTime? NextDay(DateTime day, int lastYear)
    {
        while (day.Year <= lastYear)
        {
            if (!_months.Has(day.Month))
            {
                day = new DateTime(day.Year, day.Month, 1).AddMonths(1);
            }
            else if (IsChosen(day))
            {
                return day;
            }
            else
            {
                day = day.AddDays(1);
            }
        }

        return null;
    }

    private bool IsChosen(DateTime day)
    {
        var ofMonth = _daysOfMonth.Has(day.Day);
        var ofWeek = _daysOfWeek.Has((int)day.DayOfWeek);
        return _daysOfMonth.IsRestricted && _daysOfWeek.IsRestricted ? ofMonth || ofWeek : ofMonth && ofWeek;
    }
}
