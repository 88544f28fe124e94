using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Storage.Specification.Support;

namespace WorkflowEngine.Storage.Specification;

/// <summary>How definitions are kept.</summary>
/// <typeparam name="TFixture">The fixture of the adapter.</typeparam>
public abstract class WorkflowCatalogSpecification<TFixture> : StoreSpecification<TFixture>
    where TFixture : StoreFixture, new()
{
    private static readonly Scope A = new("a");

    [Fact]
    public async Task An_empty_scope_has_no_definitions()
    {
        (await Store.Catalog.ListAsync(A)).Should().BeEmpty();
        (await Store.Catalog.FindAsync(A, "build")).Should().BeNull();
        (await SaveAsync("files")).Should().Be(new CatalogChange(0, 0, 0));
    }

    [Fact]
    public async Task Every_field_of_a_definition_is_kept()
    {
        var definition = Full();

        await Store.Catalog.SaveAsync(definition.Scope, "files", [definition]);

        var found = await Store.Catalog.FindAsync(definition.Scope, definition.Ref);
        DefinitionDocument.Write(found!).Should().Be(DefinitionDocument.Write(definition));
        found!.IsValid.Should().BeFalse();
        DefinitionDocument.Write((await Store.Catalog.ListAsync(definition.Scope)).Single()).Should().Be(DefinitionDocument.Write(definition));
    }

    [Fact]
    public async Task A_saved_set_replaces_the_one_before_and_tells_what_changed()
    {
        (await SaveAsync("files", Of("b"), Of("a"), Of("c"))).Should().Be(new CatalogChange(3, 0, 0));
        (await SaveAsync("files", Of("a"), Of("b"), Of("c"))).Should().Be(new CatalogChange(0, 0, 0));

        (await SaveAsync("files", Of("a"), Of("b", "changed"), Of("d"))).Should().Be(new CatalogChange(1, 1, 1));

        (await RefsAsync()).Should().Equal("a", "b", "d");
        (await Store.Catalog.FindAsync(A, "b"))!.Label.Should().Be("changed");
        (await Store.Catalog.FindAsync(A, "c")).Should().BeNull();
        (await SaveAsync("files")).Should().Be(new CatalogChange(0, 0, 3));
        (await RefsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Sets_of_other_origins_and_scopes_are_not_touched()
    {
        await SaveAsync("files", Of("a"));
        await SaveAsync("Files", Of("b"));
        await Store.Catalog.SaveAsync(new("b"), "files", [Sample.Definition("a", "of b", new("b"))]);

        await SaveAsync("files");

        (await RefsAsync()).Should().Equal("b");
        (await Store.Catalog.FindAsync(new("b"), "a"))!.Label.Should().Be("of b");
    }

    [Fact]
    public async Task Where_two_origins_have_a_ref_the_first_origin_is_read()
    {
        await SaveAsync("z", Of("build", "of z"), Of("only"));
        await SaveAsync("a", Of("build", "of a"));

        (await Store.Catalog.FindAsync(A, "build"))!.Label.Should().Be("of a");
        (await RefsAsync()).Should().Equal("build", "only");
        await SaveAsync("a");
        (await Store.Catalog.FindAsync(A, "build"))!.Label.Should().Be("of z");
    }

    [Fact]
    public async Task Refs_are_ordered_and_compared_exactly()
    {
        await SaveAsync("files", Of("b"), Of("B"), Of("a_"), Of("a.b"), Of("ä"), Of("日本"), Of("a"));

        (await RefsAsync()).Should().Equal("B", "a", "a.b", "a_", "b", "ä", "日本");
        (await Store.Catalog.FindAsync(A, "A")).Should().BeNull();
        (await Store.Catalog.FindAsync(A, "日本")).Should().NotBeNull();
    }

    [Fact]
    public async Task A_set_with_a_foreign_scope_or_a_ref_twice_is_refused_whole()
    {
        await SaveAsync("files", Of("a"));

        var twice = () => SaveAsync("files", Of("b"), Of("b"));
        var foreign = () => SaveAsync("files", Of("b"), Sample.Definition("c", scope: new("other")));

        await twice.Should().ThrowAsync<ArgumentException>();
        await foreign.Should().ThrowAsync<ArgumentException>();
        (await RefsAsync()).Should().Equal("a");
    }

    [Fact]
    public async Task What_the_caller_does_to_its_lists_afterwards_changes_no_definition()
    {
        var tags = new List<string> { "ci" };
        var definitions = new List<WorkflowDefinition> { Of("a") with { Tags = tags } };
        await Store.Catalog.SaveAsync(A, "files", definitions);

        tags.Add("more");
        definitions.Clear();

        (await Store.Catalog.FindAsync(A, "a"))!.Tags.Should().Equal("ci");
    }

    [Fact]
    public async Task A_large_set_is_saved_and_read_whole()
    {
        var definitions = Enumerable.Range(0, 2_000).Select(i => Of($"w{i:D4}")).ToArray();

        (await Store.Catalog.SaveAsync(A, "files", definitions)).Added.Should().Be(2_000);

        (await (await OpenAsync()).Catalog.ListAsync(A)).Select(definition => definition.Ref).Should().Equal(definitions.Select(d => d.Ref));
    }

    private static WorkflowDefinition Of(string name, string? label = null) => Sample.Definition(name, label, A);

    private static WorkflowDefinition Full() => new()
    {
        Scope = A,
        Ref = "pack.build",
        Label = Sample.Unicode,
        Description = "two\nlines",
        Tags = ["x", Sample.Unicode],
        Source = new("pack/workflows/build.yaml", new string('0', 64), WorkflowFormat.Yaml),
        Agent = true,
        Triggers =
        [
            new() { Event = "push", Filter = new() { Branches = ["main", "!dev"], PathsIgnore = [], Contains = "go" }, Span = SourceSpan.At(3, 4) },
            new() { Event = "schedule", Cron = "0 0 * * *" },
        ],
        Jobs =
        [
            new()
            {
                Name = "build",
                Label = "Build",
                Needs = ["prepare"],
                Condition = JobCondition.AnyFailed,
                Env = new Dictionary<string, string> { ["B"] = "", ["A"] = Sample.Unicode },
                Timeout = TimeSpan.FromMinutes(3),
                Priority = -4,
                AllowFailure = true,
                Retry = new() { Count = 2, Delay = TimeSpan.FromTicks(5), Backoff = RetryBackoff.Linear, Jitter = 0.25, RetryOn = ["timeout"] },
                RunsOn = ["linux"],
                Concurrency = new("group", CancelInProgress: true),
                ForEach = new([Sample.Json("{\"a\":1}")], "ROW"),
                Span = new(new(1, 2), new(3, 4)),
                Steps = [new() { Id = "p", Kind = StepKind.Parallel, MaxParallel = 2, Steps = [new() { Id = "c", Run = "true", DependsOn = [] }] }],
            },
        ],
        Env = new Dictionary<string, string> { ["CI"] = "1" },
        Concurrency = new("main"),
        AllowSelfTrigger = true,
        Diagnostics = [Diagnostic.Error("WF1001", Sample.Unicode, SourceSpan.At(1, 1), "hint") with { File = "build.yaml" }],
    };

    private Task<CatalogChange> SaveAsync(string origin, params WorkflowDefinition[] definitions) =>
        Store.Catalog.SaveAsync(A, origin, definitions);

    private async Task<IEnumerable<string>> RefsAsync() => (await Store.Catalog.ListAsync(A)).Select(definition => definition.Ref);
}
