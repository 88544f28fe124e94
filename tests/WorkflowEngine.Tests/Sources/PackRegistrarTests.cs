using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.InMemory;
using WorkflowEngine.Sources.Packs;
using WorkflowEngine.Storage;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Sources;

public sealed class PackRegistrarTests : IDisposable
{
    private readonly PackFolderRig _packs = new();
    private readonly InMemoryWorkflowStore _store = new();
    private readonly PackRegistrar _registrar;

    public PackRegistrarTests() => _registrar = new(_store, _packs.Loader());

    [Fact]
    public async Task A_sync_makes_the_catalogue_the_same_as_the_files()
    {
        var a = _packs.Write("p1/workflows/a.yaml", "description: old\n" + PackFolderRig.Workflow());
        var b = _packs.Write("p1/workflows/b.yaml");
        (await _registrar.SyncPackAsync("p1")).Should().BeEquivalentTo(
            new { Pack = "p1", Loaded = 2, Registered = 2, Change = new CatalogChange(2, 0, 0), Workflows = new[] { "p1.a", "p1.b" } });

        PackFolderRig.Overwrite(a, PackFolderRig.Workflow("new"));
        File.Delete(b);
        _packs.Write("p1/workflows/c.yaml");

        (await _registrar.SyncPackAsync("p1")).Change.Should().Be(new CatalogChange(1, 1, 1));
        (await _registrar.SyncPackAsync("p1")).Change.Should().Be(default(CatalogChange));
        var found = await _store.Catalog.FindAsync(new("p1"), "p1.a");
        found!.Label.Should().Be("new");
        found.Description.Should().BeNull("the catalogue mirrors the file");
    }

    [Fact]
    public async Task A_workflow_that_becomes_wrong_keeps_its_last_good_content()
    {
        var file = _packs.Write("p1/workflows/a.yaml", PackFolderRig.Workflow("good"));
        await _registrar.SyncPackAsync("p1");
        PackFolderRig.Overwrite(file, "tasks: [");
        _packs.Write("p1/workflows/b.yaml", "tasks: [");

        var synced = await _registrar.SyncPackAsync("p1");

        synced.Errors.Should().HaveCount(2);
        synced.Registered.Should().Be(1);
        (await _store.Catalog.FindAsync(new("p1"), "p1.a"))!.Label.Should().Be("good");
        (await _store.Catalog.FindAsync(new("p1"), "p1.b"))!.IsValid.Should().BeFalse("it is kept so that its errors are seen");

        await _registrar.SyncPackAsync("p1", new() { SkipInvalid = false });
        (await _store.Catalog.FindAsync(new("p1"), "p1.a"))!.IsValid.Should().BeFalse();
    }

    [Fact]
    public async Task A_pack_whose_folder_is_gone_loses_its_workflows_but_a_lost_folder_of_packs_empties_nothing()
    {
        _packs.Write("p1/workflows/a.yaml");
        _packs.Write("p2/workflows/a.yaml");
        await _registrar.SyncAllAsync();

        Directory.Delete(Path.Combine(_packs.Folder, "p1"), recursive: true);
        (await _registrar.SyncAllAsync()).Select(result => (result.Pack, result.Change.Removed)).Should().Equal(("p1", 1), ("p2", 0));

        Directory.Move(_packs.Folder, _packs.Folder + "-away");
        (await _registrar.SyncAllAsync()).Should().ContainSingle().Which.Errors.Should().ContainSingle();
        (await _registrar.SyncPackAsync("p2")).Change.Should().Be(default(CatalogChange));
        (await _store.Catalog.ListAsync(new("p2"))).Should().ContainSingle();
    }

    [Fact]
    public async Task What_is_refused_says_which_of_three_kinds_it_is()
    {
        _packs.Write("p1/workflows/a.yaml");
        _packs.Write("p1/workflows/bad.yaml", "tasks: [");
        var definitions = (await _packs.Loader().LoadAllAsync()).Definitions;

        var results = await _registrar.RegisterAllAsync(definitions);
        results.Select(result => (result.Ref, result.Outcome, result.Error?.Kind)).Should().Equal(
            ("p1.a", RegistrationOutcome.Created, null), ("p1.bad", null, CatalogErrorKind.Validation));
        var again = await _registrar.RegisterAsync(definitions[0] with { Label = "other" }, new() { UpdateExisting = false });
        again.Error.Should().BeEquivalentTo(
            new { Kind = CatalogErrorKind.AlreadyExists, Code = CatalogCodes.AlreadyExists, Entity = "workflow", Field = "ref", Value = "p1.a" });

        (await _registrar.UnregisterAsync(new("p1"), "p1.a")).Should().BeNull();
        (await _registrar.UnregisterAsync(new("p1"), "p1.a"))!.Kind.Should().Be(CatalogErrorKind.NotFound);
    }

    [Fact]
    public async Task An_earlier_revision_becomes_the_content_again()
    {
        var file = _packs.Write("p1/workflows/a.yaml", PackFolderRig.Workflow("one"));
        await _registrar.SyncPackAsync("p1");
        PackFolderRig.Overwrite(file, PackFolderRig.Workflow("two"));
        await _registrar.SyncPackAsync("p1");

        (await _registrar.RollbackAsync(new("p1"), "p1.a", 1)).Outcome.Should().Be(RegistrationOutcome.Updated);
        (await _registrar.RollbackAsync(new("p1"), "p1.a", 9)).Error!.Kind.Should().Be(CatalogErrorKind.NotFound);

        (await _store.Catalog.FindAsync(new("p1"), "p1.a"))!.Label.Should().Be("one");
        (await _store.Catalog.ListRevisionsAsync(new("p1"), "p1.a")).Should().HaveCount(2);
    }

    [Fact]
    public async Task Many_that_sync_the_same_pack_leave_what_the_files_say()
    {
        for (var i = 0; i < 20; i++)
        {
            _packs.Write($"p1/workflows/w{i}.yaml", PackFolderRig.Workflow("first"));
        }

        var syncs = Enumerable.Range(0, 4).Select(_ => new PackRegistrar(_store, _packs.Loader()).SyncPackAsync("p1")).ToList();
        for (var i = 0; i < 20; i += 2)
        {
            _packs.Write($"p1/workflows/w{i}.yaml", PackFolderRig.Workflow("second"));
        }

        await Task.WhenAll(syncs);
        await _registrar.SyncPackAsync("p1");

        var stored = await _store.Catalog.ListAsync(new("p1"));
        var files = (await _packs.Loader().LoadPackAsync("p1")).Definitions;
        stored.Select(DefinitionDocument.Hash).Should().Equal(files.Select(DefinitionDocument.Hash));
        foreach (var definition in stored)
        {
            (await _store.Catalog.ListRevisionsAsync(new("p1"), definition.Ref)).Count.Should().BeLessThanOrEqualTo(3);
        }
    }

    public void Dispose() => _packs.Dispose();
}
