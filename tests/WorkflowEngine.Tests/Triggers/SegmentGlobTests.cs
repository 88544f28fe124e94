using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Triggers;

public sealed class SegmentGlobTests
{
    [Theory]
    [InlineData("[!z-a]", "x", true)]
    [InlineData("[z-a]", "x", false)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[]a]", "]", true)]
    [InlineData("[!]a]", "]", false)]
    [InlineData("[ab", "[ab", true)]
    [InlineData("[^a]", "^", true)]
    [InlineData("[\\]", "\\", true)]
    [InlineData("?", "👋", true)]
    [InlineData("[👋-👍]", "👌", true)]
    [InlineData("*a*b*c", "xaybzc", true)]
    [InlineData("*a*b*c", "xaybz", false)]
    [InlineData("a/**/b/**/c", "a/b/x/b/c", true)]
    [InlineData("**/a/**", "b/c", false)]
    public void A_glob_means_what_fnmatch_means_in_each_segment(string pattern, string value, bool expected) =>
        new SegmentGlob(pattern).IsMatch(value).Should().Be(expected);

    [Fact]
    public void Many_double_stars_cost_no_more_than_their_number()
    {
        var pattern = string.Concat(Enumerable.Repeat("**/a/", 100)) + "b";
        var value = string.Concat(Enumerable.Repeat("a/", 500)) + "c";
        var watch = System.Diagnostics.Stopwatch.StartNew();

        new SegmentGlob(pattern).IsMatch(value).Should().BeFalse();

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(1), "following every way alone would not end");
    }

    [Fact]
    public void A_match_allocates_nothing()
    {
        var glob = new SegmentGlob("src/**/test_*.[ch]s");
        glob.IsMatch("src/a/b/test_x.cs");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var matched = glob.IsMatch("src/a/b/test_x.cs");
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        matched.Should().BeTrue();
    }

    [Fact]
    public void A_job_file_takes_the_push_of_a_tag_for_another_event()
    {
        WorkflowDefinition Of(string name, string heard) => new()
        {
            Ref = name,
            Triggers = [new() { Event = heard, Filter = new() { Dialect = FilterDialect.Segments, Branches = ["v*"] } }],
        };
        var index = TriggerIndex.Create([Of("branch", "push"), Of("tag", "tag_created")]);

        TriggerMatcher.Match(index, new() { Name = "push", Ref = "refs/tags/v1" }).Select(definition => definition.Ref).Should().Equal("tag");
        TriggerMatcher.Match(index, new() { Name = "push", Ref = "refs/heads/v1" }).Select(definition => definition.Ref).Should().Equal("branch");
        TriggerMatcher.Match(index, new() { Name = "push" }).Select(definition => definition.Ref).Should().Equal("branch");
    }

    [Fact]
    public void A_workflow_that_hears_an_event_under_two_names_starts_once()
    {
        var both = new WorkflowDefinition { Ref = "both", Triggers = [new() { Event = "push" }, new() { Event = "tag_created" }] };
        var one = new WorkflowDefinition { Ref = "one", Triggers = [new() { Event = "tag_created" }] };
        var index = TriggerIndex.Create([both, one]);

        TriggerMatcher.Match(index, new() { Name = "push", Ref = "refs/tags/v1" }).Select(definition => definition.Ref).Should().Equal("both", "one");
        TriggerMatcher.Explain(index, new() { Name = "push", Ref = "refs/tags/v1" }).Should().OnlyContain(match => match.IsMatch);
    }
}
