namespace WorkflowEngine.Tests.Architecture;

public sealed class PackageTests
{
    [Fact]
    public void The_packages_of_the_tree_are_found() =>
        Package.All.Select(package => package.Name).Should().Contain(["WorkflowEngine", "WorkflowEngine.Storage.Specification"]);

    [Theory]
    [MemberData(nameof(Package.Names), MemberType = typeof(Package))]
    public void A_package_says_what_it_is(string name)
    {
        var package = Package.Named(name);

        package.Property("Description").Should().NotBeNullOrWhiteSpace();
        var readme = File.ReadAllText(Path.Combine(package.Folder, "README.md"));
        readme.Should().StartWith($"# {name}\n").And.Contain("dotnet ", "it says how to install it");
    }
}
