using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.InMemory;
using WorkflowEngine.Parsing;
using WorkflowEngine.Python.Evaluation;
using WorkflowEngine.Sources;
using WorkflowEngine.Tests.Support;
using Scope = WorkflowEngine.Definitions.Scope;

namespace WorkflowEngine.Tests.Sources;

public sealed class RepositoryPromptTests : IDisposable
{
    private const string Workflow = """
        from plue.prompts import Review

        @workflow(triggers=[push()])
        def check(ctx):
            Review(diff="x")
        """;

    private readonly TempFolder _folder = new();
    private readonly InMemoryWorkflowStore _store = new(TimeProvider.System);

    [Fact]
    public async Task Workflows_import_the_prompts_of_their_repository()
    {
        WritePrompt("client: a/b\n");

        var result = await ReadAsync();

        result.Diagnostics.Should().BeEmpty();
        var call = result.Definitions[0].Jobs[0].Steps[0].Prompt!;
        call.File.Should().Be(".plue/prompts/review.prompt.md");
        call.Client.Should().Be("a/b");
    }

    [Fact]
    public async Task A_changed_prompt_changes_the_workflows_that_import_it()
    {
        WritePrompt("client: a/b\n");
        var before = await ReadAsync();
        WritePrompt("client: c/d\n");
        var after = await ReadAsync();

        after.Definitions[0].Source!.Sha256.Should().Be(before.Definitions[0].Source!.Sha256);
        after.Definitions[0].Jobs[0].Steps[0].Prompt!.Client.Should().Be("c/d");
    }

    [Fact]
    public async Task A_prompt_with_mistakes_is_told_and_hides_nothing_else()
    {
        WritePrompt("client: a/b\n", "{% if %}");
        _folder.Write(".plue/workflows/other.yaml", "on: push\njobs:\n  a:\n    steps: [{run: echo}]\n");

        var result = await ReadAsync();

        result.Diagnostics.Should().Contain(found => found.File == ".plue/prompts/review.prompt.md" && found.Code == ExpressionCodes.Syntax);
        result.Diagnostics.Should().Contain(found => found.Code == PythonWorkflowCodes.UnknownPrompt);
        result.Definitions.Should().Contain(definition => definition.Ref == "other" && definition.IsValid);
    }

    [Fact]
    public async Task A_single_file_imports_the_prompts_of_the_repository_it_lies_in()
    {
        WritePrompt("client: a/b\n");

        var result = await DefinitionLoader.ReadFileAsync(
            Path.Combine(_folder.Path, ".plue", "workflows", "check.py"), Scope.Default, TestContext.Current.CancellationToken);

        result!.Definitions[0].Jobs[0].Steps[0].Prompt!.Client.Should().Be("a/b");
    }

    [Fact]
    public async Task Loading_a_repository_again_removes_what_is_gone()
    {
        WritePrompt("client: a/b\n");
        _folder.Write(".plue/workflows/two.py", WorkflowNamed("kept") + WorkflowNamed("gone"));
        var loader = Loader();
        await LoadAsync(loader);
        (await RefsAsync()).Should().Equal("check", "gone", "kept");

        File.Delete(Path.Combine(_folder.Path, ".plue", "workflows", "check.py"));
        _folder.Write(".plue/workflows/two.py", WorkflowNamed("kept"));
        await LoadAsync(loader);

        (await RefsAsync()).Should().Equal("kept");
    }

    [Fact]
    public async Task A_file_that_has_not_changed_is_not_planned_again()
    {
        WritePrompt("client: a/b\n");
        _folder.Write(".plue/workflows/other.py", WorkflowNamed("other"));
        var loader = Loader();
        var first = await LoadAsync(loader);
        var second = await LoadAsync(loader);
        WritePrompt("client: c/d\n");
        var third = await LoadAsync(loader);
        _folder.Write(".plue/workflows/other.py", WorkflowNamed("other") + "# more\n");
        var fourth = await LoadAsync(loader);

        Jobs(second, "check").Should().BeSameAs(Jobs(first, "check"));
        Jobs(third, "check")[0].Steps[0].Prompt!.Client.Should().Be("c/d", "its prompt has changed");
        Jobs(third, "other").Should().BeSameAs(Jobs(first, "other"), "it imports no prompt");
        Jobs(fourth, "other").Should().NotBeSameAs(Jobs(first, "other"));
        Jobs(fourth, "check").Should().BeSameAs(Jobs(third, "check"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_planned_any_more_hides_no_other()
    {
        WritePrompt("client: a/b\n");
        _folder.Write(".plue/workflows/other.py", WorkflowNamed("other"));
        var loader = Loader();
        await LoadAsync(loader);
        File.Delete(Path.Combine(_folder.Path, ".plue", "prompts", "review.prompt.md"));

        var result = await LoadAsync(loader);

        result.Definitions.Single(definition => definition.Ref == "check").IsValid.Should().BeFalse();
        result.Definitions.Single(definition => definition.Ref == "other").IsValid.Should().BeTrue();
        (await RefsAsync()).Should().Equal("check", "other");
    }

    public void Dispose() => _folder.Dispose();

    private static string WorkflowNamed(string name) => $"@workflow(triggers=[push()])\ndef {name}(ctx):\n    ctx.run('true')\n";

    private static IReadOnlyList<JobDefinition> Jobs(WorkflowParseResult result, string reference) =>
        result.Definitions.Single(definition => definition.Ref == reference).Jobs;

    private DefinitionLoader Loader() => new(_store, PythonLimits.Default, [], []);

    private Task<WorkflowParseResult> LoadAsync(DefinitionLoader loader) =>
        loader.LoadAsync(new RegisteredRepository(_folder.Path, Scope.Default), TestContext.Current.CancellationToken);

    private async Task<IEnumerable<string>> RefsAsync() =>
        (await _store.Catalog.ListAsync(Scope.Default, TestContext.Current.CancellationToken)).Select(item => item.Ref).Order(StringComparer.Ordinal);

    private void WritePrompt(string settings, string body = "Review {{ diff }}")
    {
        _folder.Write(".plue/prompts/review.prompt.md", $"---\nname: Review\n{settings}inputs:\n  diff: string\n---\n{body}\n");
        _folder.Write(".plue/workflows/check.py", Workflow);
    }

    private Task<WorkflowParseResult> ReadAsync() =>
        DefinitionLoader.ReadAsync(new RegisteredRepository(_folder.Path, Scope.Default), TestContext.Current.CancellationToken);
}
