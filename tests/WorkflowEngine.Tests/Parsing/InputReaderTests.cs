using System.Text;
using WorkflowEngine.Definitions;
using WorkflowEngine.Parsing;

namespace WorkflowEngine.Tests.Parsing;

public sealed class InputReaderTests
{
    private const string Jobs = "jobs: {a: {steps: [{run: x}]}}\n";

    [Fact]
    public void Inputs_are_read_where_the_start_by_hand_is_and_at_the_top()
    {
        var result = Read("""
            inputs:
              version: {type: string, required: true, default: 1.0}
              short: int
            on:
              push:
              workflow_dispatch:
                inputs:
                  level: {type: choice, options: [low, high], default: low}
                  dry: {type: boolean, default: true}
                  token: {secret: true}
            """);

        result.Diagnostics.Should().BeEmpty();
        var inputs = result.Definitions.Single().Inputs;
        inputs.Select(input => (input.Name, input.Type)).Should().Equal(
            ("version", InputType.Text), ("short", InputType.WholeNumber), ("level", InputType.Choice), ("dry", InputType.Boolean), ("token", InputType.Text));
        inputs[0].Default!.Value.GetString().Should().Be("1.0");
        inputs[2].Choices.Should().HaveCount(2);
        inputs[4].Secret.Should().BeTrue();
        result.Definitions.Single().Triggers.Select(trigger => trigger.Event).Should().Equal("push", "manual");
    }

    [Fact]
    public void What_is_wrong_with_inputs_is_said_all_at_once()
    {
        var result = Read("""
            inputs:
              a: {type: integer, default: x}
              b: {type: choice}
              c: {type: string, options: [x, y], default: z}
              d: {secret: true, default: hunter2}
              e: [1]
              f: {type: elephant}
            on: {manual: {inputs: {a: string}}}
            """);

        result.Diagnostics.Where(diagnostic => diagnostic.IsError).Should().HaveCount(7);
        result.Diagnostics.Should().NotContain(diagnostic => diagnostic.Message.Contains("hunter2", StringComparison.Ordinal));
        result.Diagnostics.Should().OnlyContain(diagnostic => diagnostic.Span.IsKnown);
    }

    [Fact]
    public void A_schedule_takes_its_zone_its_policy_and_its_jitter()
    {
        var result = Read("on: {schedule: [{cron: '0 6 * * *', timezone: Europe/Berlin, missed: all, jitter: 30s}]}");

        result.Diagnostics.Should().BeEmpty();
        result.Definitions.Single().Triggers.Single().Should().BeEquivalentTo(new
        {
            Event = "schedule",
            Cron = "0 6 * * *",
            TimeZone = "Europe/Berlin",
            Missed = MissedOccurrences.All,
            Jitter = TimeSpan.FromSeconds(30),
        });
    }

    [Fact]
    public void An_unknown_policy_and_a_jitter_of_days_are_errors() =>
        Read("on: {schedule: [{cron: '0 6 * * *', missed: often}, {cron: '0 6 * * *', jitter: 2d}]}")
            .Diagnostics.Where(diagnostic => diagnostic.IsError).Should().HaveCount(2);

    private static WorkflowParseResult Read(string text) => WorkflowYaml.Read(Encoding.UTF8.GetBytes(text + "\n" + Jobs), "w.yaml", Scope.Default);
}
