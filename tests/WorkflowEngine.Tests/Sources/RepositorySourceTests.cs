using System.Text;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;
using WorkflowEngine.Sources;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Sources;

public sealed class RepositorySourceTests : IDisposable
{
    private static readonly Scope Scope = new("repo");
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Files_directly_in_the_folder_are_read_in_the_order_of_their_names()
    {
        _folder.Write(".plue/workflows/b.py", "two");
        _folder.Write(".plue/workflows/a.yaml", "one");
        _folder.Write(".plue/workflows/c.yml", "three");
        _folder.Write(".plue/workflows/.hidden.py", "zero");
        _folder.Write(".plue/workflows/notes.md", "no");
        _folder.Write(".plue/workflows/old.pyc", "no");
        _folder.Write(".plue/workflows/inner/d.py", "no");
        Directory.CreateDirectory(Path.Combine(_folder.Path, ".plue/workflows/folder.py"));
        var result = await ReadAsync();
        result.Diagnostics.Should().BeEmpty();
        result.Definitions.Select(definition => definition.Ref).Should().Equal("zero", "one", "two", "three");
        result.Definitions[1].Source.Should().Be(new WorkflowSource(
            ".plue/workflows/a.yaml", "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed", WorkflowFormat.Yaml));
    }

    [Fact]
    public async Task A_missing_folder_has_no_workflows()
    {
        var result = await ReadAsync();
        result.Definitions.Should().BeEmpty();
        result.Diagnostics.Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_does_not_hide_another()
    {
        _folder.Write(".plue/workflows/a.py", new string('x', RepositorySource.MaxFileSize + 1));
        _folder.Write(".plue/workflows/c.py", "good");
        _folder.Write(".plue/workflows/empty.py", "");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, ".plue/workflows/b.py"), "missing.py");
        var result = await ReadAsync();
        result.Definitions.Select(definition => definition.Ref).Should().Equal("good", "");
        result.Diagnostics.Select(diagnostic => (diagnostic.Code, diagnostic.File)).Should().Equal(
            (SourceCodes.TooLarge, ".plue/workflows/a.py"), (SourceCodes.Unreadable, ".plue/workflows/b.py"));
    }

    [Fact]
    public async Task A_file_of_the_greatest_size_is_read()
    {
        _folder.Write(".plue/workflows/a.py", new string('x', RepositorySource.MaxFileSize));
        (await ReadAsync()).Definitions.Should().ContainSingle().Which.Ref.Should().HaveLength(RepositorySource.MaxFileSize);
    }

    [Fact]
    public async Task A_link_is_followed_only_inside_the_root()
    {
        using var outside = new TempFolder();
        var secret = outside.Write("secret.py", "secret");
        _folder.Write("lib/inside.py", "inside");
        _folder.Write(".plue/workflows/a.py", "plain");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "lib/out"), outside.Path);
        Link("b.py", "../../lib/inside.py");
        Link("c.py", secret);
        Link("d.py", "../../lib/out/secret.py");
        Link("e.py", "e.py");
        var result = await ReadAsync();
        result.Definitions.Select(definition => definition.Ref).Should().Equal("plain", "inside");
        result.Diagnostics.Select(diagnostic => (diagnostic.Code, diagnostic.File)).Should().BeEquivalentTo(new[]
        {
            (SourceCodes.LeavesRoot, ".plue/workflows/c.py"),
            (SourceCodes.LeavesRoot, ".plue/workflows/d.py"),
            (SourceCodes.Unreadable, ".plue/workflows/e.py"),
        });
    }

    [Fact]
    public async Task A_folder_that_leads_out_of_the_root_is_not_read()
    {
        using var outside = new TempFolder();
        outside.Write("workflows/a.py", "secret");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, ".plue"), outside.Path);
        var result = await ReadAsync();
        result.Definitions.Should().BeEmpty();
        result.Diagnostics.Should().ContainSingle().Which.ToString().Should().Be(
            ".plue/workflows: error WF6004: It is a link that leads out of the repository, so it is not read.");
    }

    [Fact]
    public async Task The_second_file_with_a_workflow_is_told_where_the_first_is()
    {
        _folder.Write(".plue/workflows/a.py", "ci");
        _folder.Write(".plue/workflows/b.yaml", "ci");
        var result = await ReadAsync();
        result.Definitions.Should().ContainSingle().Which.Source!.File.Should().Be(".plue/workflows/a.py");
        result.Diagnostics.Should().ContainSingle().Which.ToString().Should().Be(
            ".plue/workflows/b.yaml: error WF6005: The workflow \"ci\" is already defined in .plue/workflows/a.py. (give one of them another name)");
    }

    [Fact]
    public async Task What_is_wrong_with_triggers_is_found_while_reading()
    {
        _folder.Write(".plue/workflows/a.py", "[");
        var result = await ReadAsync();
        result.Definitions.Should().ContainSingle().Which.IsValid.Should().BeFalse();
        result.Diagnostics.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Code = TriggerCodes.Pattern, File = ".plue/workflows/a.py" });
    }

    [Fact]
    public void A_folder_gives_a_limited_number_of_files()
    {
        for (var i = 0; i <= WorkflowFolder.MostFiles; i++)
        {
            _folder.Write($".plue/workflows/{i:D5}.py", "");
        }

        var found = new List<Diagnostic>();
        var files = WorkflowFolder.List(_folder.Path, ".plue/workflows", [".py"], found, TestContext.Current.CancellationToken);
        files.Should().HaveCount(WorkflowFolder.MostFiles);
        files[^1].Name.Should().Be(".plue/workflows/09999.py");
        found.Should().ContainSingle().Which.Code.Should().Be(SourceCodes.TooManyFiles);
    }

    public void Dispose() => _folder.Dispose();

    private void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(_folder.Path, ".plue/workflows", name), target);

    private Task<WorkflowParseResult> ReadAsync()
    {
        var readers = new Dictionary<string, WorkflowFileReader> { [".py"] = Read, [".yaml"] = Read, [".yml"] = Read };
        return new RepositorySource(readers).ReadAsync(_folder.Path, Scope, TestContext.Current.CancellationToken);
    }

    /// <summary>A dialect of which the whole file is the name of a workflow and a branch of its trigger.</summary>
    private static WorkflowParseResult Read(ReadOnlyMemory<byte> content, string file, Scope scope)
    {
        var text = Encoding.UTF8.GetString(content.Span);
        var triggers = text == "[" ? [new TriggerDefinition { Event = "push", Filter = new() { Branches = [text] } }] : Array.Empty<TriggerDefinition>();
        return new([new() { Scope = scope, Ref = text, Triggers = triggers }], []);
    }
}
