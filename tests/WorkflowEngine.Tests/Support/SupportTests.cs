namespace WorkflowEngine.Tests.Support;

public sealed class SupportTests
{
    [Fact]
    public void A_git_repository_keeps_what_was_committed()
    {
        using var repository = new GitRepository();
        var first = repository.Commit("Add a file", ("a/b.txt", "one"));
        var second = repository.Commit("Change it", ("a/b.txt", "two"));

        second.Should().NotBe(first).And.Be(repository.Head);
        repository.Run("diff", "--name-only", first, second).Should().Be("a/b.txt");
    }

    [Fact]
    public void A_temporary_folder_is_gone_afterwards()
    {
        var folder = new TempFolder();
        folder.Write("a/b.txt", "one");
        folder.Dispose();
        Directory.Exists(folder.Path).Should().BeFalse();
    }
}
