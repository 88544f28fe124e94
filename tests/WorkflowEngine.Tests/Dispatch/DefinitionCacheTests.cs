using Microsoft.Extensions.Options;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Sqlite;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Dispatch;

public sealed class DefinitionCacheTests
{
    [Fact]
    public async Task Reading_again_keeps_what_has_not_changed_and_takes_over_what_has()
    {
        using var folder = new TempFolder();
        await using var store = new SqliteWorkflowStore(new() { Path = Path.Combine(folder.Path, "runs.db") }, TimeProvider.System);
        await store.InitializeAsync();
        await store.Catalog.SaveAsync(Scope.Default, "test", [Workflow("a", "one"), Workflow("b", "one")]);

        // A poll interval of nothing makes every look a reading.
        var cache = new DefinitionCache(store, Options.Create(new WorkflowEngineOptions { PollInterval = TimeSpan.Zero }), TimeProvider.System);
        var first = await cache.GetAsync(Scope.Default, CancellationToken.None);
        var again = await cache.GetAsync(Scope.Default, CancellationToken.None);
        await store.Catalog.SaveAsync(Scope.Default, "test", [Workflow("a", "one"), Workflow("b", "two"), Workflow("c", "one")]);
        var changed = await cache.GetAsync(Scope.Default, CancellationToken.None);
        await store.Catalog.SaveAsync(Scope.Default, "test", [Workflow("a", "one")]);
        var removed = await cache.GetAsync(Scope.Default, CancellationToken.None);

        again.Index.Should().BeSameAs(first.Index);
        changed.Index.Should().NotBeSameAs(first.Index);
        changed.ByRef["a"].Should().BeSameAs(first.ByRef["a"]);
        changed.ByRef["b"].Jobs[0].Steps[0].Run.Should().Be("two");
        changed.ByRef.Should().ContainKey("c");
        removed.ByRef.Keys.Should().Equal("a");
        removed.Index.Should().NotBeSameAs(changed.Index);
    }

    private static WorkflowDefinition Workflow(string name, string command) =>
        new() { Ref = name, Jobs = [new JobDefinition { Name = "job", Steps = [new StepDefinition { Id = "s", Run = command }] }] };
}
