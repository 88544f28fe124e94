using WorkflowEngine.Sources;
using WorkflowEngine.Tests.Support;
using Repository = WorkflowEngine.Sources.GitRepository;
using TestRepository = WorkflowEngine.Tests.Support.GitRepository;

namespace WorkflowEngine.Tests.Sources;

public sealed class GitRepositoryTests : IDisposable
{
    private readonly TestRepository _git = new();
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_repository_is_found_only_at_the_top_of_its_work_tree()
    {
        Directory.CreateDirectory(Path.Combine(_git.Path, "inner"));
        (await Repository.FindAsync(_git.Path, default)).Should().NotBeNull();
        (await Repository.FindAsync(Path.Combine(_git.Path, "inner"), default)).Should().BeNull();
        (await Repository.FindAsync(Path.Combine(_git.Path, ".git"), default)).Should().BeNull();
        (await Repository.FindAsync(_folder.Path, default)).Should().BeNull();
        (await Repository.FindAsync(Path.Combine(_folder.Path, "missing"), default)).Should().BeNull();
    }

    [Fact]
    public async Task The_head_is_the_branch_and_its_commit()
    {
        var repository = await FindAsync();
        (await repository.ReadHeadAsync(default)).Error.Should().Be("\"HEAD\" is not a commit of the repository");
        var first = _git.Commit("first", ("a", "1"));
        (await repository.ReadHeadAsync(default)).Value.Should().Be(new GitHead("refs/heads/main", first));
        _git.Run("checkout", "--quiet", "--detach");
        (await repository.ReadHeadAsync(default)).Value.Should().Be(new GitHead(null, first));
    }

    [Fact]
    public async Task Changed_paths_are_exact_for_any_name_and_name_both_ends_of_a_move()
    {
        var first = _git.Commit("first", ("old name", "1"), ("kept", "1"));
        _git.Run("mv", "old name", "new\nname");
        var second = _git.Commit("second", ("dir/-ü\"x", "2"));
        var paths = await (await FindAsync()).ReadChangedPathsAsync(first, second, default);
        paths.Value.Should().BeEquivalentTo("old name", "new\nname", "dir/-ü\"x");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0000000000000000000000000000000000000000")]
    [InlineData("1234567890123456789012345678901234567890")]
    public async Task Changed_paths_are_unknown_when_the_commit_before_is(string? before)
    {
        _git.Commit("first", ("a", "1"));
        var paths = await (await FindAsync()).ReadChangedPathsAsync(before, "HEAD", default);
        paths.Error.Should().BeNull();
        paths.Value.Should().BeNull();
    }

    [Fact]
    public async Task Changed_paths_are_unknown_where_the_history_was_cut_off()
    {
        _git.Commit("first", ("a", "1"));
        _git.Commit("second", ("b", "1"));
        _git.Run("clone", "--quiet", "--depth=1", "file://" + _git.Path, Path.Combine(_folder.Path, "shallow"));
        var shallow = (await Repository.FindAsync(Path.Combine(_folder.Path, "shallow"), default))!;
        var pushed = await RepositoryEvents.PushAsync(shallow, new("s"), null, null, null, default);
        pushed.Value!.ChangedPaths.Should().BeNull();
        pushed.Value.Before.Should().BeNull();
    }

    [Theory]
    [InlineData("--output=stolen")]
    [InlineData("-h")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("HEAD:a")]
    [InlineData("nowhere")]
    public async Task A_name_is_never_taken_for_an_option(string name)
    {
        _git.Commit("first", ("a", "1"));
        var repository = await FindAsync();
        (await repository.ResolveAsync(name, default)).IsOk.Should().BeFalse();
        (await repository.FindRefAsync(name, default)).Should().BeNull();
        (await repository.CheckOutAsync(name, Path.Combine(_folder.Path, "x"), default)).IsOk.Should().BeFalse();
        Directory.GetFileSystemEntries(_folder.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task A_checkout_has_the_files_of_its_commit_and_leaves_the_source_as_it_was()
    {
        var first = _git.Commit("first", ("a", "1"));
        _git.Commit("second", ("a", "2"), ("b", "2"));
        var before = Directory.GetFileSystemEntries(_git.Path, "*", SearchOption.AllDirectories);
        var target = Path.Combine(_folder.Path, "-work");
        var checkout = await (await FindAsync()).CheckOutAsync(first, target, default);
        checkout.Error.Should().BeNull();
        (await File.ReadAllTextAsync(Path.Combine(target, "a"))).Should().Be("1");
        File.Exists(Path.Combine(target, "b")).Should().BeFalse();
        (await checkout.Value!.ReadHeadAsync(default)).Value.Should().Be(new GitHead(null, first));
        Directory.GetFileSystemEntries(_git.Path, "*", SearchOption.AllDirectories).Should().Equal(before);
        _git.Run("worktree", "list").Split('\n').Should().ContainSingle();
    }

    [Fact]
    public async Task A_checkout_does_not_write_over_files()
    {
        _git.Commit("first", ("a", "1"));
        _folder.Write("work/mine", "x");
        var checkout = await (await FindAsync()).CheckOutAsync("HEAD", Path.Combine(_folder.Path, "work"), default);
        checkout.Error.Should().EndWith("is not empty");
        File.Exists(Path.Combine(_folder.Path, "work/mine")).Should().BeTrue();
    }

    [Fact]
    public async Task A_cancelled_call_ends()
    {
        var repository = await FindAsync();
        var call = () => repository.ReadHeadAsync(new CancellationToken(canceled: true));
        await call.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_snapshot_of_a_folder_is_a_repository_with_one_commit()
    {
        _folder.Write("plain/a/b.txt", "1");
        _folder.Write("plain/nested/.git/config", "not a repository of ours");
        _folder.Write("plain/.gitignore", "*.tmp");
        _folder.Write("plain/x.tmp", "1");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "plain/link"), "a/b.txt");
        var one = await GitSnapshot.TakeAsync(Path.Combine(_folder.Path, "plain"), Path.Combine(_folder.Path, "one"), default);
        var two = await GitSnapshot.TakeAsync(Path.Combine(_folder.Path, "plain"), Path.Combine(_folder.Path, "two"), default);

        one.Error.Should().BeNull();
        var head = (await one.Value!.ReadHeadAsync(default)).Value!;
        head.Ref.Should().Be("refs/heads/main");
        (await two.Value!.ReadHeadAsync(default)).Value.Should().Be(head, "the same files give the same commit");
        var checkout = await one.Value.CheckOutAsync(head.Sha, Path.Combine(_folder.Path, "three"), default);
        Directory.GetFiles(checkout.Value!.Root).Select(Path.GetFileName).Should().BeEquivalentTo(".gitignore", "link");
        (await File.ReadAllTextAsync(Path.Combine(checkout.Value.Root, "link"))).Should().Be("1");
        Directory.Exists(Path.Combine(_folder.Path, "plain/.git")).Should().BeFalse();
    }

    [Fact]
    public async Task A_push_event_says_what_the_head_commit_changed()
    {
        var first = _git.Commit("first", ("a", "1"));
        var second = _git.Commit("second\n\nbody", ("src/b", "1"));
        var pushed = (await RepositoryEvents.PushAsync(await FindAsync(), new("s"), null, null, null, default)).Value!;
        pushed.Should().BeEquivalentTo(new { Name = "push", Ref = "refs/heads/main", Sha = second, Before = first, Actor = "Test" });
        pushed.ChangedPaths.Should().Equal("src/b");
        pushed.Payload!.Value.GetProperty("head_commit").GetProperty("message").GetString().Should().Be("second\n\nbody");
    }

    [Fact]
    public async Task A_push_event_can_be_of_another_ref_commit_and_paths()
    {
        var first = _git.Commit("first", ("a", "1"));
        _git.Run("tag", "v1");
        _git.Commit("second", ("b", "1"));
        var repository = await FindAsync();
        var tag = (await RepositoryEvents.PushAsync(repository, new("s"), "v1", null, null, default)).Value!;
        tag.Should().BeEquivalentTo(new { Ref = "refs/tags/v1", Sha = first, Before = (string?)null });
        tag.ChangedPaths.Should().BeNull("what a first commit changed is not known");
        var branch = (await RepositoryEvents.PushAsync(repository, new("s"), "planned", "HEAD", ["x"], default)).Value!;
        branch.Ref.Should().Be("refs/heads/planned");
        branch.ChangedPaths.Should().Equal("x");
        (await RepositoryEvents.PushAsync(repository, new("s"), null, "nothing", null, default)).Error
            .Should().Be("\"nothing\" is not a commit of the repository");
    }

    public void Dispose()
    {
        _git.Dispose();
        _folder.Dispose();
    }

    private async Task<Repository> FindAsync() => (await Repository.FindAsync(_git.Path, default))!;
}
