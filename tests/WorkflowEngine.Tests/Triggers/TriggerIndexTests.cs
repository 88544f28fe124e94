using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Triggers;

public sealed class TriggerIndexTests
{
    [Fact]
    public void The_index_gives_what_a_plain_scan_gives()
    {
        var random = new RandomTriggers(5);
        var matched = 0;
        for (var round = 0; round < 300; round++)
        {
            var definitions = Enumerable.Range(0, 40).Select(_ => random.Definition(3, 25)).ToList();
            var index = TriggerIndex.Create(definitions);
            for (var i = 0; i < 20; i++)
            {
                var occurrence = random.Event(3, 25);
                var scanned = Scan(definitions, occurrence);
                TriggerMatcher.Match(index, occurrence).Should().Equal(scanned);
                TriggerMatcher.Explain(index, occurrence).Where(match => match.IsMatch).Select(match => match.Workflow).Should().Equal(scanned);
                matched += scanned.Count;
            }
        }

        matched.Should().BeGreaterThan(1000, "a test in which nothing matches shows nothing");
    }

    [Fact]
    public void An_index_that_was_changed_step_by_step_equals_one_made_at_once()
    {
        var random = new RandomTriggers(6);
        var index = TriggerIndex.Empty;
        var definitions = new Dictionary<(Scope, string), WorkflowDefinition>();
        for (var round = 0; round < 400; round++)
        {
            index = Change(index, definitions, random, round);
            var occurrence = random.Event(2, 12);
            var expected = TriggerIndex.Create(definitions.Values);
            TriggerMatcher.Match(index, occurrence).Should().Equal(TriggerMatcher.Match(expected, occurrence));
            TriggerMatcher.Explain(index, occurrence).Should().Equal(TriggerMatcher.Explain(expected, occurrence));
        }
    }

    [Fact]
    public void A_change_compiles_only_what_changed()
    {
        var scope = new Scope("s");
        var kept = Push("kept");
        var index = TriggerIndex.Empty.WithScope(scope, [kept, Push("old")]);
        var changed = index.WithScope(scope, [kept, Push("new")]);

        changed.InScope(scope).Workflows.Select(workflow => workflow.Definition.Ref).Should().Equal("kept", "new");
        changed.InScope(scope).Workflows[0].Should().BeSameAs(index.InScope(scope).Workflows[0]);
        changed.WithScope(scope, [.. changed.InScope(scope).Workflows.Select(workflow => workflow.Definition)]).Should().BeSameAs(changed);
    }

    [Fact]
    public void Nothing_is_allocated_for_candidates_that_do_not_match()
    {
        var index = TriggerIndex.Create(Enumerable.Range(0, 1000).Select(number => Push($"w{number}")));
        var occurrence = new WorkflowEvent { Scope = new("s"), Name = "push", Ref = "refs/heads/dev", ChangedPaths = ["a/b.cs"] };
        TriggerMatcher.Match(index, occurrence).Should().BeEmpty();
        var before = GC.GetAllocatedBytesForCurrentThread();
        TriggerMatcher.Match(index, occurrence);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(100);
    }

    private static TriggerIndex Change(
        TriggerIndex index, Dictionary<(Scope, string), WorkflowDefinition> definitions, RandomTriggers random, int round)
    {
        if (round % 3 == 0 && definitions.Count > 4)
        {
            var (scope, name) = definitions.Keys.ElementAt(round % definitions.Count);
            definitions.Remove((scope, name));
            return index.Without(scope, [name, "unknown"]);
        }

        var changed = Enumerable.Range(0, 3).Select(_ => random.Definition(2, 12)).ToList();
        foreach (var definition in changed)
        {
            definitions[(definition.Scope, definition.Ref)] = definition;
        }

        if (round % 5 != 0)
        {
            return index.With(changed);
        }

        var one = changed[0].Scope;
        index = index.With(changed.Where(definition => definition.Scope != one).ToList());
        return index.WithScope(one, [.. definitions.Values.Where(definition => definition.Scope == one)]);
    }

    /// <summary>Every definition asked alone, the last of each ref, in the order of the refs.</summary>
    private static List<WorkflowDefinition> Scan(List<WorkflowDefinition> definitions, WorkflowEvent occurrence) =>
    [
        .. definitions
            .Where(definition => definition.Scope == occurrence.Scope)
            .GroupBy(definition => definition.Ref)
            .Select(group => group.Last())
            .Where(definition => IndexedWorkflow.Create(definition).Check(occurrence, EventRef.Of(occurrence)).IsMatch)
            .OrderBy(definition => definition.Ref, StringComparer.Ordinal),
    ];

    private static WorkflowDefinition Push(string name) => new()
    {
        Scope = new("s"),
        Ref = name,
        Triggers = [new() { Event = "push", Filter = new() { Branches = ["main", "release/**"], Paths = ["src/**"] } }],
    };
}
