using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Triggers;

public sealed class ScheduleDecisionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(MissedOccurrences.Latest)]
    [InlineData(MissedOccurrences.Skip)]
    [InlineData(MissedOccurrences.All)]
    public void What_is_due_now_fires_under_every_policy(MissedOccurrences policy) =>
        ScheduleDecision.At(Hourly(), Noon, Noon.AddSeconds(2), policy, Grace, 10).Should().Be(new ScheduleDecision(Noon, 0, Noon.AddHours(1)));

    [Fact]
    public void The_latest_of_those_missed_fires_and_the_others_are_counted() =>
        ScheduleDecision.At(Hourly(), Noon, Noon.AddHours(5.5), MissedOccurrences.Latest, Grace, 10)
            .Should().Be(new ScheduleDecision(Noon.AddHours(5), 5, Noon.AddHours(6)));

    [Fact]
    public void None_of_those_missed_fires_when_they_are_to_be_skipped() =>
        ScheduleDecision.At(Hourly(), Noon, Noon.AddHours(5.5), MissedOccurrences.Skip, Grace, 10)
            .Should().Be(new ScheduleDecision(null, 6, Noon.AddHours(6)));

    [Fact]
    public void All_of_those_missed_fire_one_by_one_but_not_more_than_the_limit()
    {
        var times = Hourly();
        var now = Noon.AddHours(5.5);
        var fired = new List<DateTimeOffset>();
        var due = Noon;
        var missed = 0;
        while (ScheduleDecision.At(times, due, now, MissedOccurrences.All, Grace, 3) is { Fired: { } one } step)
        {
            fired.Add(one);
            missed += step.Missed;
            due = step.Due!.Value;
        }

        fired.Should().Equal(Noon.AddHours(3), Noon.AddHours(4), Noon.AddHours(5));
        missed.Should().Be(3);
        due.Should().Be(Noon.AddHours(6));
    }

    [Fact]
    public void Before_its_share_of_the_jitter_an_occurrence_is_not_due()
    {
        var times = Times(new() { Event = "schedule", Cron = "0 * * * *", Jitter = TimeSpan.FromMinutes(10) });
        var fire = times.FireAt(Noon);

        fire.Should().BeAfter(Noon).And.BeBefore(Noon.AddMinutes(10));
        times.FireAt(Noon).Should().Be(fire, "every process must compute the same");
        ScheduleDecision.At(times, Noon, fire.AddTicks(-1), MissedOccurrences.Latest, Grace, 3).Should().Be(new ScheduleDecision(null, 0, Noon));
        ScheduleDecision.At(times, Noon, fire, MissedOccurrences.Latest, Grace, 3).Fired.Should().Be(Noon);
        Enumerable.Range(0, 200).Select(hour => (times.FireAt(Noon.AddHours(hour)) - Noon.AddHours(hour)).TotalMinutes).Average()
            .Should().BeInRange(3.5, 6.5);
    }

    private static ScheduleTimes Hourly() => Times(new() { Event = "schedule", Cron = "0 * * * *" });

    private static ScheduleTimes Times(TriggerDefinition trigger) => ScheduleTimes.Create(new() { Ref = "w", Triggers = [trigger] }, trigger)!;
}
