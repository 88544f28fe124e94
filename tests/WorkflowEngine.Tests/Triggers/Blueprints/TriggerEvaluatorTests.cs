using System.Text.Json;
using FluentAssertions;
using WorkflowEngine.Definitions;
using WorkflowEngine.Tests.Conformance;
using WorkflowEngine.Triggers.Blueprints;
using Xunit;

namespace WorkflowEngine.Tests.Triggers.Blueprints;

public sealed class TriggerEvaluatorTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Scope Own = new("1");

    [Theory]
    [InlineData("name", "equals", "\"nightly\"", null)]
    [InlineData("name", "equals", "1", "condition_false")]
    [InlineData("job_data.n", "equals", "5.0", null)]
    [InlineData("job_data.n", "equals", "\"5\"", "condition_false")]
    [InlineData("job_data.n", "not_equals", "6", null)]
    [InlineData("job_data.missing", "not_equals", "6", "condition_error")]
    [InlineData("job_data.tags", "includes", "\"a\"", null)]
    [InlineData("job_data.tags", "not_includes", "\"a\"", "condition_false")]
    [InlineData("job_data.tags.1", "equals", "\"b\"", null)]
    [InlineData("job_data.tags.2", "equals", "\"b\"", "condition_error")]
    [InlineData("name", "includes", "\"ight\"", null)]
    [InlineData("job_data.n", "includes", "5", "condition_error")]
    [InlineData("name", "starts_with", "\"night\"", null)]
    [InlineData("name", "ends_with", "\"LY\"", "condition_false")]
    [InlineData("name", "matches", "\"^n.*y$\"", null)]
    [InlineData("job_data.n", "matches", "\"5\"", "condition_error")]
    [InlineData("status", "in", "[\"COMPLETE\",\"FAILED\"]", null)]
    [InlineData("job_data.n", "gt", "4", null)]
    [InlineData("job_data.n", "gte", "5", null)]
    [InlineData("job_data.n", "lt", "5", "condition_false")]
    [InlineData("job_data.n", "lte", "\"5\"", "condition_error")]
    [InlineData("name", "lt", "\"z\"", null)]
    [InlineData("job_data.missing", "exists", "true", "condition_false")]
    [InlineData("job_data.missing", "not_exists", "true", null)]
    [InlineData("attempt", "equals", "1", "condition_error")]
    public void A_condition_compares_without_guessing(string parameter, string comparison, string value, string? reason)
    {
        var config = $$"""{"conditions":[{"parameter":"{{parameter}}","operator":"{{comparison}}","value":{{value}}}]}""";

        (Refuse(config)?.Reason).Should().Be(reason);
    }

    [Fact]
    public void A_hostile_expression_takes_no_longer_than_the_text_is_long()
    {
        var job = Job with { Name = new string('a', 50_000) };
        var config = """{"conditions":[{"parameter":"name","operator":"matches","value":"^(a+)+$b"}]}""";

        Refuse(config, job)!.Reason.Should().Be(StartReasons.ConditionFalse);
    }

    [Fact]
    public void The_first_question_that_is_answered_badly_is_the_reason_and_the_last_one_asked()
    {
        var checks = new List<TriggerCheck>();
        var config = """{"is_enabled":true,"statuses":["failure"],"job_name":{"include":["x"]}}""";

        TriggerEvaluator.Check(Completed(Job), Candidate(config), Rules(), checks)!.Reason.Should().Be(StartReasons.StatusMismatch);

        checks.Select(check => check.Check).Should().Equal("loop", "live", "type", "enabled", "scope", "status");
        checks.Select(check => check.Passed).Should().Equal(true, true, true, true, true, false);
    }

    [Fact]
    public void Another_scope_needs_both_the_workflow_and_the_host()
    {
        var other = Job with { Scope = new Scope("2") };
        var config = """{"source_experiments":"any"}""";

        TriggerEvaluator.Check(Completed(other), Candidate(config), Rules(mayStart: true)).Should().BeNull();
        TriggerEvaluator.Check(Completed(other), Candidate(config), Rules())!.Reason.Should().Be(StartReasons.ExperimentMismatch);
        TriggerEvaluator.Check(Completed(other), Candidate("{}"), Rules(mayStart: true))!.Reason.Should().Be(StartReasons.ExperimentMismatch);
    }

    [Fact]
    public void A_workflow_may_start_itself_only_when_it_says_so_and_never_deeper_than_allowed()
    {
        var chain = new TriggerChain([(Own, "other"), (Own, "wf")], 2);

        Loop(chain, allowSelf: false).Should().Be(StartReasons.LoopSelf);
        Loop(chain, allowSelf: true).Should().BeNull();
        Loop(chain with { Depth = 4 }, allowSelf: true).Should().Be(StartReasons.LoopDepth);
    }

    [Fact]
    public void A_window_slides_a_cooldown_ends_and_who_waits_is_not_overtaken()
    {
        var limits = new TriggerLimits { PerWindow = new(2, TimeSpan.FromSeconds(60)), OnExceeded = ExceededAction.Defer };
        var usage = TriggerUsage.None.Started(limits, Now).Started(limits, Now.AddSeconds(10)) with { Active = 0 };

        LimitRule.Exceeded(limits, usage, Now.AddSeconds(59))!.RoomAt.Should().Be(Now.AddSeconds(60));
        LimitRule.Exceeded(limits, usage, Now.AddSeconds(60)).Should().BeNull();
        LimitRule.Exceeded(limits, usage with { Deferred = 1 }, Now.AddSeconds(60))!.Reason.Should().Be(StartReasons.LimitWindow);
        usage.Started(limits, Now.AddSeconds(60)).Recent.Should().Equal(Now.AddSeconds(10), Now.AddSeconds(60));

        var cooldown = new TriggerLimits { Cooldown = TimeSpan.FromSeconds(5) };
        LimitRule.Exceeded(cooldown, usage, Now.AddSeconds(14))!.Reason.Should().Be(StartReasons.Cooldown);
        LimitRule.Exceeded(cooldown, usage, Now.AddSeconds(15)).Should().BeNull();
        LimitRule.Exceeded(new TriggerLimits { MaxTotal = 9 }, usage, Now.AddSeconds(-1)).Should().BeNull("the clock of another process may be ahead");
    }

    [Fact]
    public void A_debounced_start_moves_with_its_events_up_to_its_longest_wait()
    {
        var delay = new TriggerDelay { Time = TimeSpan.FromSeconds(60), Mode = DelayMode.Debounce, MaxWait = TimeSpan.FromSeconds(90) };

        DelayRule.Next(delay, null, Now).Should().Be(Now.AddSeconds(60));
        DelayRule.Next(delay, new(Now, Now.AddSeconds(60)), Now.AddSeconds(20)).Should().Be(Now.AddSeconds(80));
        DelayRule.Next(delay, new(Now, Now.AddSeconds(80)), Now.AddSeconds(50)).Should().Be(Now.AddSeconds(90));
        DelayRule.Next(delay with { Mode = DelayMode.Coalesce }, new(Now, Now.AddSeconds(60)), Now.AddSeconds(50)).Should().Be(Now.AddSeconds(60));
    }

    private static JobCompletion Job => new()
    {
        JobId = "7",
        Type = "TRAIN",
        Scope = Own,
        Name = "nightly",
        JobData = JsonElement.Parse("""{"n":5,"tags":["a","b"]}"""),
    };

    private static CompletedJob Completed(JobCompletion job, TriggerChain? chain = null) => new(job, chain ?? TriggerChain.None, Now);

    private static TriggerRules Rules(bool mayStart = false) => new(3, (_, _) => mayStart);

    private static TriggerCandidate Candidate(string members, bool allowSelf = false)
    {
        var entry = $$"""[{"trigger_type":"TRAIN","is_enabled":true{{(members == "{}" ? "" : ",")}}{{members[1..]}}]""";
        var warnings = new List<string>();
        var config = TriggerConfigNormalizer.Normalize(JsonElement.Parse(entry), BlueprintSet.Default, warnings)[0];
        warnings.Should().BeEmpty();
        return new(Own, "wf", true, allowSelf, new CompiledTrigger(config));
    }

    private static StartDecision? Refuse(string config, JobCompletion? job = null) =>
        TriggerEvaluator.Check(Completed(job ?? Job), Candidate(config), Rules());

    private static string? Loop(TriggerChain chain, bool allowSelf) =>
        TriggerEvaluator.Check(Completed(Job, chain), Candidate("{}", allowSelf), Rules())?.Reason;
}
