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

    [Fact]
    public async Task A_definition_is_registered_alone_and_the_same_content_is_no_change()
    {
        await SaveAsync("files", Of("other"));

        (await Store.Catalog.RegisterAsync(Of("a"), "files")).Should().Be(RegistrationOutcome.Created);
        (await Store.Catalog.RegisterAsync(Of("a"), "files", updateExisting: false)).Should().Be(RegistrationOutcome.Unchanged);
        (await Store.Catalog.RegisterAsync(Of("a", "new"), "files", updateExisting: false)).Should().Be(RegistrationOutcome.Exists);
        (await Store.Catalog.FindAsync(A, "a"))!.Label.Should().NotBe("new");
        (await Store.Catalog.RegisterAsync(Of("a", "new"), "files")).Should().Be(RegistrationOutcome.Updated);

        (await RefsAsync()).Should().Equal("a", "other");
        (await Store.Catalog.RemoveAsync(A, "a")).Should().BeTrue();
        (await Store.Catalog.RemoveAsync(A, "a")).Should().BeFalse();
        (await RefsAsync()).Should().Equal("other");
    }

    [Fact]
    public async Task Every_content_is_one_revision_and_can_be_read_again()
    {
        await SaveAsync("files", Of("a", "one"), Of("b"));
        await Store.Catalog.RegisterAsync(Of("a", "two"), "files");
        await SaveAsync("files", Of("a", "one"));

        var revisions = await Store.Catalog.ListRevisionsAsync(A, "a");
        revisions.Select(revision => (revision.Number, revision.IsCurrent)).Should().Equal((2, false), (1, true));
        revisions.Select(revision => revision.SavedAt).Should().AllBeEquivalentTo(Fixture.Time.GetUtcNow());
        revisions[1].Hash.Should().Be(DefinitionDocument.Hash(Of("a", "one")));
        (await Store.Catalog.FindRevisionAsync(A, "a", 2))!.Label.Should().Be("two");
        (await Store.Catalog.FindRevisionAsync(A, "a", 3)).Should().BeNull();

        await SaveAsync("files");
        (await Store.Catalog.ListRevisionsAsync(A, "a")).Should().HaveCount(2).And.NotContain(revision => revision.IsCurrent);
        await SaveAsync("files", Of("a", "three"));
        (await Store.Catalog.ListRevisionsAsync(A, "a")).Select(revision => revision.Number).Should().Equal(3, 2, 1);
        (await Store.Catalog.ListRevisionsAsync(A, "nothing")).Should().BeEmpty();
    }

    [Fact]
    public async Task The_last_hundred_revisions_are_kept()
    {
        for (var i = 1; i <= 103; i++)
        {
            await Store.Catalog.RegisterAsync(Of("a", $"content {i}"), "files");
        }

        (await Store.Catalog.ListRevisionsAsync(A, "a")).Select(revision => revision.Number).Should().Equal(Enumerable.Range(4, 100).Reverse());
    }

    [Fact]
    public async Task A_workflow_is_disabled_whatever_its_content_becomes()
    {
        await SaveAsync("files", Of("a"), Of("b"));
        (await Store.Catalog.SetEnabledAsync(A, "a", false)).Should().BeTrue();
        (await Store.Catalog.SetEnabledAsync(A, "a", false)).Should().BeTrue();
        (await Store.Catalog.SetEnabledAsync(A, "nothing", false)).Should().BeFalse();

        await SaveAsync("files", Of("a", "changed"), Of("b"));

        (await Store.Catalog.ListDisabledAsync(A)).Should().Equal("a");
        (await Store.Catalog.ListDisabledAsync(new("b"))).Should().BeEmpty();
        (await FoundAsync(new() { IsEnabled = false })).Should().Equal("a");
        (await FoundAsync(new() { IsEnabled = true })).Should().Equal("b");
        (await Store.Catalog.SetEnabledAsync(A, "a", true)).Should().BeTrue();
        (await Store.Catalog.ListDisabledAsync(A)).Should().BeEmpty();
    }

    [Fact]
    public async Task Workflows_are_found_by_text_tags_scope_and_state()
    {
        var broken = Of("broken") with { Diagnostics = [Diagnostic.Error("WF1001", "wrong", SourceSpan.None)] };
        await SaveAsync(
            "files",
            Of("deploy", "Release ÜBER all") with { Tags = ["prod", "x y"] },
            Of("build") with { Description = "Then deploy it 100%_", Tags = ["ci", "prod"] },
            broken);
        await Store.Catalog.SaveAsync(new("b"), "files", [Sample.Definition("deploy", "other", new("b"))]);
        await SaveAsync("later", Of("deploy", "hidden by the first origin"));

        (await FoundAsync(new() { Text = "DEPLOY" })).Should().Equal("build", "deploy", "deploy");
        (await FoundAsync(new() { Text = "über", Scope = A })).Should().Equal("deploy");
        (await FoundAsync(new() { Text = "0%_" })).Should().Equal("build");
        (await FoundAsync(new() { Text = "hidden" })).Should().BeEmpty();
        (await FoundAsync(new() { Tags = ["ci", "x y"] })).Should().Equal("build", "deploy");
        (await FoundAsync(new() { Tags = ["pro"] })).Should().BeEmpty();
        (await FoundAsync(new() { IsValid = false })).Should().Equal("broken");
        (await FoundAsync(new() { IsValid = true, Tags = ["prod"], Text = "release" })).Should().Equal("deploy");

        var page = await Store.Catalog.SearchAsync(new() { Skip = 1, Limit = 2 });
        page.Total.Should().Be(4);
        page.Items.Select(item => item.Definition.Ref).Should().Equal("build", "deploy");
        page.Items[0].Should().BeEquivalentTo(new { Revision = 1, IsEnabled = true });
        (await Store.Catalog.SearchAsync(new() { Skip = 9 })).Should().BeEquivalentTo(new { Items = Array.Empty<CatalogItem>(), Total = 4 });
    }

    [Fact]
    public async Task The_scopes_of_an_origin_are_known()
    {
        await SaveAsync("files", Of("a"));
        await Store.Catalog.SaveAsync(new("b"), "other", [Sample.Definition("a", scope: new("b"))]);

        (await Store.Catalog.ListScopesAsync("files")).Should().Equal(A);
        await SaveAsync("files");
        (await Store.Catalog.ListScopesAsync("files")).Should().BeEmpty();
    }

    [Fact]
    public async Task Of_many_that_register_a_ref_at_once_one_creates_it()
    {
        var stores = new List<IWorkflowStore>();
        for (var i = 0; i < 4; i++)
        {
            stores.Add(await OpenAsync());
        }

        var outcomes = await Task.WhenAll(stores.Select(store => Task.Run(() => store.Catalog.RegisterAsync(Of("a"), "files"))));

        outcomes.Order().Should().Equal(
            RegistrationOutcome.Created, RegistrationOutcome.Unchanged, RegistrationOutcome.Unchanged, RegistrationOutcome.Unchanged);
        (await Store.Catalog.ListRevisionsAsync(A, "a")).Should().ContainSingle().Which.Number.Should().Be(1);
    }

    private async Task<IEnumerable<string>> FoundAsync(CatalogQuery query) =>
        (await Store.Catalog.SearchAsync(query)).Items.Select(item => item.Definition.Ref);

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
