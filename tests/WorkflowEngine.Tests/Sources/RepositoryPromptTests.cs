using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.InMemory;
using WorkflowEngine.Parsing;
using WorkflowEngine.Sources;
using WorkflowEngine.Tests.Support;

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
    public async Task Loading_a_repository_replaces_its_definitions_and_its_prompts()
    {
        WritePrompt("client: a/b\n");
        var repository = new RegisteredRepository(_folder.Path, Scope.Default);
        var store = new InMemoryWorkflowStore(TimeProvider.System);
        var prompts = new ScopePrompts();
        var loader = new DefinitionLoader(store, prompts, [repository], []);
        await loader.LoadAsync(TestContext.Current.CancellationToken);
        prompts.Find(Scope.Default)!.Names.Should().Equal("Review");

        File.Delete(Path.Combine(_folder.Path, ".plue", "workflows", "check.py"));
        File.Delete(Path.Combine(_folder.Path, ".plue", "prompts", "review.prompt.md"));
        await loader.LoadAsync(TestContext.Current.CancellationToken);

        prompts.Find(Scope.Default)!.Names.Should().BeEmpty();
        (await store.Catalog.ListAsync(Scope.Default, TestContext.Current.CancellationToken)).Should().BeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private void WritePrompt(string settings, string body = "Review {{ diff }}")
    {
        _folder.Write(".plue/prompts/review.prompt.md", $"---\nname: Review\n{settings}inputs:\n  diff: string\n---\n{body}\n");
        _folder.Write(".plue/workflows/check.py", Workflow);
    }

    private Task<WorkflowParseResult> ReadAsync() =>
        DefinitionLoader.ReadAsync(new RegisteredRepository(_folder.Path, Scope.Default), TestContext.Current.CancellationToken);
}
