using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Triggers;

public sealed class CronScheduleTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("60 * * * *", 1, "60 is not a minute, which is one of 0-59")]
    [InlineData("* * * * 8", 9, "8 is not a day of week, which is one of 0-7")]
    [InlineData("* * * FEBR *", 7, "'FEBR' is not a month")]
    [InlineData("* * * JAN,x *", 11, "'x' is not a month")]
    [InlineData("*/0 * * * *", 3, "the step 0 of the minute is not one of 1-59")]
    [InlineData("*/x * * * *", 3, "a number must follow the / in the minute")]
    [InlineData("1, * * * *", 3, "a value of the minute is missing")]
    [InlineData("*5 * * * *", 2, "'5' cannot stand in the minute")]
    [InlineData("* * *", 6, "it has 3 of the five fields minute, hour, day of month, month and day of week")]
    [InlineData("", 1, "it has 0 of the five fields minute, hour, day of month, month and day of week")]
    [InlineData("* * * * * *", 11, "it has more than five fields")]
    [InlineData("99999999999999 * * * *", 1, "9999 is not a minute, which is one of 0-59")]
    public void A_text_that_cannot_be_read_says_where_and_why(string text, int column, string message)
    {
        CronSchedule.TryParse(text, out var schedule, out var error).Should().BeFalse();
        schedule.Should().BeNull();
        error!.Message.Should().Be($"The cron expression \"{text}\" cannot be read at character {column}: {message}.");
        error.Span.Start.Column.Should().Be(column);
    }

    [Fact]
    public void Where_summer_is_the_exception_a_skipped_time_is_fired_after_the_gap_and_only_once()
    {
        CronSchedule.TryParse("30 2 * * *", out var schedule, out _).Should().BeTrue();
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Africa/Casablanca");
        var first = schedule!.Next(new(2021, 5, 15, 12, 0, 0, TimeSpan.Zero), zone)!.Value;
        var second = schedule.Next(first, zone)!.Value;

        first.Should().Be(new DateTimeOffset(2021, 5, 16, 2, 0, 0, TimeSpan.Zero));
        second.Should().Be(new DateTimeOffset(2021, 5, 17, 1, 30, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_time_that_the_clock_skips_occurs_once_after_the_gap()
    {
        var times = Take("30 2 * * *", At("2026-03-28T12:00:00+01:00"), 3);
        times.Should().Equal(At("2026-03-29T03:00:00+02:00"), At("2026-03-30T02:30:00+02:00"), At("2026-03-31T02:30:00+02:00"));
    }

    [Fact]
    public void A_time_that_the_clock_repeats_occurs_once_the_first_time()
    {
        var times = Take("30 2 * * *", At("2026-10-24T12:00:00+02:00"), 2);
        times.Should().Equal(At("2026-10-25T02:30:00+02:00"), At("2026-10-26T02:30:00+01:00"));
        times[0].Offset.Should().Be(TimeSpan.FromHours(2));
    }

    [Fact]
    public void An_interval_goes_on_through_a_repeated_hour()
    {
        var times = Take("*/30 * * * *", At("2026-10-25T01:45:00+02:00"), 5);
        times.Should().Equal(
            At("2026-10-25T02:00:00+02:00"), At("2026-10-25T02:30:00+02:00"),
            At("2026-10-25T02:00:00+01:00"), At("2026-10-25T02:30:00+01:00"), At("2026-10-25T03:00:00+01:00"));
    }

    [Fact]
    public void An_expression_that_never_occurs_has_no_next()
    {
        Parse("0 0 31 2 *").Next(At("2026-01-01T00:00:00Z"), Berlin).Should().BeNull();
        Parse("0 0 1 1 *").Next(DateTimeOffset.MaxValue, TimeZoneInfo.Utc).Should().BeNull();
        Parse("* * * * *").Next(DateTimeOffset.MaxValue.AddMinutes(-10), Berlin).Should().BeNull("the local time would leave the calendar");
        Parse("* * * * *").Next(DateTimeOffset.MinValue, Berlin).Should().BeNull();
        Parse("0 0 1 1 *").Next(At("9998-12-31T22:00:00Z"), Berlin).Should().BeNull();
        Parse("0 0 29 2 *").Next(At("2096-03-01T00:00:00Z"), TimeZoneInfo.Utc).Should().Be(At("2104-02-29T00:00:00Z"));
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Pacific/Apia")]
    [InlineData("America/St_Johns")]
    public void Occurrences_are_those_that_a_walk_over_all_minutes_finds(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var random = new Random(3);
        for (var round = 0; round < 8; round++)
        {
            var schedule = Parse($"{Field(random, 59)} {Field(random, 23)} * * *");
            var start = At("2011-01-01T00:00:00Z").AddHours(random.Next(16 * 365 * 24));
            foreach (var _ in Enumerable.Range(0, 5))
            {
                var next = schedule.Next(start, zone)!.Value;
                next.Should().BeAfter(start);
                zone.GetUtcOffset(next).Should().Be(next.Offset);
                Walk(schedule, start, next, zone).Should().BeTrue("{0} after {1:O} in {2} gave {3:O}", schedule, start, name, next);
                start = next;
            }
        }
    }

    [Fact]
    public void Schedules_that_mean_the_same_are_equal()
    {
        Parse("*/15 0 * * *").Should().Be(Parse("0,15,30,45 0 * * *")).And.NotBe(Parse("*/15 1 * * *"));
        Parse("@daily").GetHashCode().Should().Be(Parse("0 0 * * *").GetHashCode());
        Parse("@daily").ToString().Should().Be("@daily");
    }

    [Theory]
    [InlineData("* * * * *", 1)]
    [InlineData("0 0 * * *", 1440)]
    [InlineData("0,58 * * * *", 2)]
    [InlineData("0,58 5 * * *", 58)]
    [InlineData("58 23,0 * * *", 60)]
    public void The_shortest_interval_is_the_least_time_between_occurrences(string text, int minutes) =>
        Parse(text).ShortestInterval.Should().Be(TimeSpan.FromMinutes(minutes));

    /// <summary>Whether no minute between two instants should have been an occurrence, and the last one is.</summary>
    private static bool Walk(CronSchedule schedule, DateTimeOffset start, DateTimeOffset end, TimeZoneInfo zone)
    {
        var isInterval = schedule.Text.Split(' ').Take(2).Any(field => field.AsSpan().ContainsAny("*-/"));
        var times = TimesOfDay(schedule);
        bool Chosen(DateTime local) => times.Contains(local.TimeOfDay);
        for (var instant = start.AddMinutes(1); instant < end; instant = instant.AddMinutes(1))
        {
            var local = TimeZoneInfo.ConvertTime(instant, zone);
            var repeated = zone.IsAmbiguousTime(local.DateTime) && local.Offset == zone.GetAmbiguousTimeOffsets(local.DateTime).Min();
            if (Chosen(local.DateTime) && (!repeated || isInterval))
            {
                return false;
            }
        }

        var shown = TimeZoneInfo.ConvertTime(end, zone).DateTime;
        return Chosen(shown) || zone.IsInvalidTime(shown.AddMinutes(-1));
    }

    private static HashSet<TimeSpan> TimesOfDay(CronSchedule schedule)
    {
        var times = new HashSet<TimeSpan>();
        var day = At("2026-01-01T00:00:00Z");
        for (var next = schedule.Next(day.AddTicks(-1), TimeZoneInfo.Utc)!.Value; next < day.AddDays(1); next = schedule.Next(next, TimeZoneInfo.Utc)!.Value)
        {
            times.Add(next.TimeOfDay);
        }

        return times;
    }

    private static string Field(Random random, int last) => random.Next(4) switch
    {
        0 => "*",
        1 => $"*/{random.Next(1, last)}",
        2 => $"{random.Next(last + 1)},{random.Next(last + 1)}",
        _ => $"{random.Next(last + 1)}-{random.Next(last + 1)}",
    };

    private static List<DateTimeOffset> Take(string text, DateTimeOffset after, int count)
    {
        var schedule = Parse(text);
        var times = new List<DateTimeOffset>();
        while (times.Count < count)
        {
            times.Add(after = schedule.Next(after, Berlin)!.Value);
        }

        return times;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static CronSchedule Parse(string text)
    {
        CronSchedule.TryParse(text, out var schedule, out var error).Should().BeTrue(error?.Message);
        return schedule!;
    }
}
