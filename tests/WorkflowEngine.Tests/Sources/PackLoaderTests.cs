using WorkflowEngine.Diagnostics;
using WorkflowEngine.Sources.Packs;
using WorkflowEngine.Tests.Architecture;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Sources;

public sealed class PackLoaderTests : IDisposable
{
    private readonly PackFolderRig _packs = new();

    [Fact]
    public async Task Workflows_are_found_in_both_places_at_any_depth()
    {
        _packs.Write("p1/workflows/a.yaml");
        _packs.Write("p1/workflows/deep/er/b.yml");
        _packs.Write("p1/actions/workflows/c.workflow.yaml");
        _packs.Write("p1/workflows/no.YAML");
        _packs.Write("p1/workflows/.yaml");
        _packs.Write("p1/other/d.yaml");
        _packs.Write("p2/pack.yaml", "ref: p2");
        _packs.Write("stray.yaml");

        var loaded = await _packs.Loader().LoadAllAsync();

        loaded.Errors.Should().BeEmpty();
        loaded.Packs.Should().Equal("p1", "p2");
        loaded.Definitions.Select(definition => definition.Ref).Should().Equal("p1.a", "p1.b", "p1.c");
        loaded.Definitions[1].Source!.File.Should().Be("p1/workflows/deep/er/b.yml");
        loaded.Definitions[1].Scope.Name.Should().Be("p1");
    }

    [Fact]
    public async Task The_packs_of_the_samples_have_no_mistakes()
    {
        var loaded = await new PackLoader(new() { Folder = Path.Combine(RepositoryFolder.Root, "samples/packs") }).LoadAllAsync();

        loaded.Errors.Should().BeEmpty();
        loaded.Definitions.Should().HaveCount(2).And.OnlyContain(definition => definition.Diagnostics.Count == 0);
    }

    [Fact]
    public async Task One_bad_file_hides_no_other_and_is_kept_with_what_is_wrong_with_it()
    {
        _packs.Write("p1/workflows/good.yaml");
        _packs.Write("p1/workflows/text.yaml", "tasks: [");
        _packs.Write("p1/workflows/rule.yaml", PackFolderRig.Workflow(action: "nodot"));
        _packs.Write("p1/workflows/named.yaml", "ref: zz.named\n" + PackFolderRig.Workflow());
        _packs.Write("p1/workflows/large.yaml", new string('x', 2000));

        var loaded = await _packs.Loader(maxFileSize: 1024).LoadAllAsync();

        loaded.Definitions.Where(definition => definition.IsValid).Select(definition => definition.Ref).Should().Equal("p1.good");
        loaded.Definitions.Should().HaveCount(5);
        loaded.Errors.Select(error => (error.Ref, error.Stage, error.Path)).Should().BeEquivalentTo(
        [
            ("p1.large", PackLoadStage.Size, "p1/workflows/large.yaml"),
            ("p1.named", PackLoadStage.Parse, "p1/workflows/named.yaml"),
            ("p1.rule", PackLoadStage.Validate, "p1/workflows/rule.yaml"),
            ("p1.text", PackLoadStage.Parse, "p1/workflows/text.yaml"),
        ]);
        loaded.Errors.Single(error => error.Ref == "p1.rule").Diagnostic.Span.Start.ToString().Should().Be("5:13");
    }

    [Fact]
    public async Task Files_that_have_not_changed_are_not_read_again()
    {
        var file = _packs.Write("p1/workflows/a.yaml");
        _packs.Write("p1/workflows/b.yaml");
        var loader = _packs.Loader();
        (await loader.LoadAllAsync()).FilesRead.Should().Be(2);

        var before = await loader.LoadAllAsync();
        PackFolderRig.Overwrite(file, PackFolderRig.Workflow("changed"));
        var after = await loader.LoadAllAsync();
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var touched = await loader.LoadAllAsync();

        before.FilesRead.Should().Be(0);
        after.FilesRead.Should().Be(1);
        after.Definitions[0].Label.Should().Be("changed");
        after.Definitions[1].Should().BeSameAs(before.Definitions[1]);
        touched.FilesRead.Should().Be(0, "the content is the same");
    }

    [Fact]
    public async Task A_file_of_the_same_size_written_within_a_tick_of_the_clock_is_seen()
    {
        var file = _packs.Write("p1/workflows/a.yaml", PackFolderRig.Workflow("aaaa"));
        var loader = _packs.Loader();
        var time = File.GetLastWriteTimeUtc(file);
        await loader.LoadAllAsync();

        PackFolderRig.Overwrite(file, PackFolderRig.Workflow("bbbb"));
        File.SetLastWriteTimeUtc(file, time);

        (await loader.LoadAllAsync()).Definitions[0].Label.Should().Be("bbbb");
    }

    [Fact]
    public async Task Links_are_followed_only_inside_of_their_pack()
    {
        var shared = _packs.Write("p1/shared/a.yaml");
        var outside = Path.Combine(_packs.Outside, "secret.yaml");
        PackFolderRig.Overwrite(outside, PackFolderRig.Workflow());
        _packs.Write("p1/workflows/own.yaml");
        File.CreateSymbolicLink(Path.Combine(_packs.Folder, "p1/workflows/linked.yaml"), shared);
        File.CreateSymbolicLink(Path.Combine(_packs.Folder, "p1/workflows/escape.yaml"), outside);
        Directory.CreateSymbolicLink(Path.Combine(_packs.Folder, "p1/workflows/loop"), Path.Combine(_packs.Folder, "p1/workflows"));
        Directory.CreateSymbolicLink(Path.Combine(_packs.Folder, "p2"), _packs.Outside);
        _packs.Write("p3/actions/run.yaml", "workflow_file: ../../../secret.yaml");
        _packs.Write("p3/actions/root.yaml", "workflow_file: /etc/passwd");

        var loaded = await _packs.Loader().LoadAllAsync();

        loaded.Definitions.Select(definition => definition.Ref).Should().Equal("p1.linked", "p1.own");
        loaded.Errors.Should().OnlyContain(error => error.Diagnostic.Code == SourceCodes.LeavesRoot).And.HaveCount(4);
    }

    [Fact]
    public async Task An_action_gives_the_workflow_it_runs_its_ref_label_and_parameters()
    {
        _packs.Write("p1/actions/deploy.yaml", "ref: p1.deploy\nlabel: Deploy\ntags: [a]\nparameters: {x: {type: string}}\nworkflow_file: workflows/flow.workflow.yaml\n");
        _packs.Write("p1/actions/redeploy.yaml", "label: Again\nworkflow_file: workflows/flow.workflow.yaml\n");
        _packs.Write("p1/actions/echo.yaml", "ref: p1.echo\nentry_point: echo.sh\n");
        _packs.Write("p1/actions/workflows/flow.workflow.yaml", "version: 1\ntasks: [{name: a, action: core.noop}]");

        var loaded = await _packs.Loader().LoadAllAsync();

        loaded.Errors.Should().BeEmpty();
        loaded.Definitions.Select(definition => (definition.Ref, definition.Label, definition.Parameters is not null))
            .Should().Equal(("p1.deploy", "Deploy", true), ("p1.redeploy", "Again", false));
    }

    [Fact]
    public async Task A_ref_is_read_from_one_file_and_the_other_is_told()
    {
        _packs.Write("p1/workflows/x.yaml", PackFolderRig.Workflow("older"));
        _packs.Write("p1/actions/workflows/x.workflow.yaml", PackFolderRig.Workflow("builder"));
        _packs.Write("p1/workflows/y.yaml");
        _packs.Write("p1/workflows/y.yml");

        var loaded = await _packs.Loader().LoadAllAsync();

        loaded.Definitions.Select(definition => (definition.Ref, definition.Label)).Should().Equal(("p1.x", "builder"), ("p1.y", "L"));
        loaded.Errors.Should().ContainSingle().Which.Diagnostic.Code.Should().Be(SourceCodes.DuplicateWorkflow);
    }

    [Theory]
    [InlineData("p1.a", null)]
    [InlineData("p1.b", CatalogCodes.NotFound)]
    [InlineData("p2.a", CatalogCodes.NotFound)]
    [InlineData("p1", CatalogCodes.InvalidReference)]
    [InlineData("p1.a.b", CatalogCodes.InvalidReference)]
    [InlineData("", CatalogCodes.InvalidReference)]
    [InlineData("../packs.a", CatalogCodes.InvalidReference)]
    public async Task A_workflow_is_loaded_again_by_its_ref(string workflow, string? code)
    {
        _packs.Write("p1/workflows/a.yaml");

        var loaded = await _packs.Loader().ReloadAsync(workflow);

        loaded.Errors.Select(error => error.Diagnostic.Code).Should().Equal(code is null ? [] : [code]);
        loaded.Definitions.Should().HaveCount(code is null ? 1 : 0);
    }

    [Fact]
    public async Task A_file_is_loaded_alone_when_it_is_inside_of_a_pack()
    {
        var file = _packs.Write("p1/workflows/a.yaml");
        _packs.Write("p1/workflows/b.yaml");
        var loader = _packs.Loader();

        (await loader.LoadFileAsync(file)).Definitions.Should().ContainSingle().Which.Ref.Should().Be("p1.a");
        (await loader.LoadFileAsync("p1/workflows/b.yaml")).Definitions.Should().ContainSingle();
        (await loader.LoadFileAsync("../secret.yaml")).Errors.Should().ContainSingle();
        (await loader.LoadPackAsync("p9")).Errors.Should().ContainSingle().Which.Diagnostic.Code.Should().Be(CatalogCodes.NotFound);
    }

    [Fact]
    public async Task Progress_ends_at_the_total_and_cancellation_ends_loading()
    {
        for (var i = 0; i < 130; i++)
        {
            _packs.Write($"p1/workflows/w{i}.yaml");
        }

        var reports = new List<PackProgress>();
        await _packs.Loader().LoadAllAsync(new Recorder(reports));
        reports.Should().Contain(new PackProgress(130, 130)).And.OnlyContain(report => report.Total == 130);

        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var load = () => _packs.Loader().LoadAllAsync(null, cancelled.Token);
        await load.Should().ThrowAsync<OperationCanceledException>();
    }

    public void Dispose() => _packs.Dispose();

    private sealed class Recorder(List<PackProgress> reports) : IProgress<PackProgress>
    {
        public void Report(PackProgress value)
        {
            lock (reports)
            {
                reports.Add(value);
            }
        }
    }
}
