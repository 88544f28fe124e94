using WorkflowEngine.Sources.Packs;

namespace WorkflowEngine.Tests.Support;

/// <summary>A folder of packs on the disk.</summary>
internal sealed class PackFolderRig : IDisposable
{
    private readonly TempFolder _folder = new();

    public PackFolderRig() => Directory.CreateDirectory(Folder);

    public string Folder => Path.Combine(_folder.Path, "packs");

    public string Outside => _folder.Path;

    public PackLoader Loader(long maxFileSize = 1024 * 1024) => new(new() { Folder = Folder, MaxFileSize = maxFileSize });

    public string Write(string path, string? text = null) => _folder.Write("packs/" + path, text ?? Workflow());

    public static void Overwrite(string path, string text) => File.WriteAllText(path, text);

    public static string Workflow(string label = "L", string action = "core.noop") =>
        $"label: {label}\nversion: 1.0.0\ntasks:\n  - name: t1\n    action: {action}\n";

    public void Dispose() => _folder.Dispose();
}
