using System.Globalization;

namespace WorkflowEngine.Sources.Packs;

/// <summary>A file of a pack.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="Path">Its path relative to the folder of the packs, with forward slashes.</param>
/// <param name="FullPath">Where it is, links followed.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="WrittenAt">When it was written last.</param>
internal readonly record struct PackFile(string Pack, string Path, string FullPath, long Length, DateTime WrittenAt)
{
    private const string Builder = "/actions/workflows/";

    /// <summary>Whether it lies where the visual builder writes, which wins over the older place.</summary>
    public bool IsOfBuilder => Path.AsSpan(Pack.Length).StartsWith(Builder, StringComparison.Ordinal);

    /// <summary>The name of the file without its extension and without <c>.workflow</c>.</summary>
    public string Stem
    {
        get
        {
            var name = System.IO.Path.GetFileNameWithoutExtension(Path);
            const string Suffix = ".workflow";
            return name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length ? name[..^Suffix.Length] : name;
        }
    }

    /// <summary>The one name of the workflow in the file.</summary>
    public string Ref => string.Create(CultureInfo.InvariantCulture, $"{Pack}.{Stem}");

    /// <summary>Whether a name is that of a YAML file; <c>.YAML</c> and a file that is all extension are not.</summary>
    public static bool IsYaml(ReadOnlySpan<char> name) => System.IO.Path.GetExtension(name) is ".yaml" or ".yml" && name.LastIndexOf('.') > 0;
}
