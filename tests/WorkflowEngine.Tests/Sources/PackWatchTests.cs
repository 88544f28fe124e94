using WorkflowEngine.Sources.Packs;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Sources;

public sealed class PackWatchTests : IDisposable
{
    private readonly PackFolderRig _packs = new();

    [Fact]
    public async Task Changes_are_told_by_pack_whatever_way_a_file_is_saved()
    {
        _packs.Write("p1/workflows/a.yaml");
        _packs.Write("p2/workflows/a.yaml");
        using var watch = Watch();

        var next = watch.NextAsync(CancellationToken.None);
        var written = _packs.Write("p1/workflows/.a.yaml.swp");
        File.Move(written, Path.Combine(_packs.Folder, "p1/workflows/a.yaml"), overwrite: true);
        (await next).Should().Equal("p1");

        next = watch.NextAsync(CancellationToken.None);
        Directory.Delete(Path.Combine(_packs.Folder, "p2"), recursive: true);
        (await next).Should().Equal("p2");

        next = watch.NextAsync(CancellationToken.None);
        Directory.CreateDirectory(Path.Combine(_packs.Folder, "p3"));
        (await next).Should().Equal("p3");
    }

    [Fact]
    public async Task Without_a_change_everything_is_told_after_a_while()
    {
        using var watch = new PackWatch(_packs.Folder, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(50), TimeProvider.System);

        (await watch.NextAsync(CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task A_folder_that_comes_later_is_watched_from_then_on()
    {
        Directory.Delete(_packs.Folder, recursive: true);
        using var watch = new PackWatch(_packs.Folder, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), TimeProvider.System);
        _packs.Write("p1/workflows/a.yaml");
        (await watch.NextAsync(CancellationToken.None)).Should().BeNull();

        var next = watch.NextAsync(CancellationToken.None);
        _packs.Write("p1/workflows/b.yaml");

        (await next).Should().Equal("p1");
    }

    public void Dispose() => _packs.Dispose();

    private PackWatch Watch() => new(_packs.Folder, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1), TimeProvider.System);
}
