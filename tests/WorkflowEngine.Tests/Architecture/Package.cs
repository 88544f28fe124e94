using System.Reflection;
using System.Xml.Linq;

namespace WorkflowEngine.Tests.Architecture;

/// <summary>A project that becomes a NuGet package; every one in the tree is found, so a new one cannot be forgotten.</summary>
internal sealed record Package(string Name, string Folder, XDocument Project)
{
    public static IReadOnlyList<Package> All { get; } =
    [
        .. new[] { "src", "tests" }
            .SelectMany(folder => RepositoryFolder.Files(folder, "*.csproj"))
            .Select(path => new Package(Path.GetFileNameWithoutExtension(path), Path.GetDirectoryName(path)!, XDocument.Load(path)))
            .Where(package => package.Property("IsPackable") == "true"),
    ];

    public static TheoryData<string> Names => [.. All.Select(package => package.Name)];

    /// <summary>The packages of the product itself, without the specification that others derive from.</summary>
    public static IEnumerable<Package> Product => All.Where(package => RepositoryFolder.Relative(package.Folder).StartsWith("src/", StringComparison.Ordinal));

    public Assembly Assembly => Assembly.Load(Name);

    public static Package Named(string name) => All.Single(package => package.Name == name);

    public string? Property(string name) => Project.Descendants(name).FirstOrDefault()?.Value;
}
