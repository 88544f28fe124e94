namespace WorkflowEngine.Tests.Architecture;

/// <summary>
/// What each package shows is approved line by line. After a wanted change run the tests once with
/// WORKFLOWENGINE_APPROVE=1 and commit what it wrote.
/// </summary>
public sealed class PublicApiTests
{
    [Theory]
    [MemberData(nameof(Package.Names), MemberType = typeof(Package))]
    public void The_public_surface_of_a_package_is_the_approved_one(string name)
    {
        var approvedPath = Path.Combine(RepositoryFolder.Root, "tests", "WorkflowEngine.Tests", "PublicApi", $"{name}.approved.txt");
        var received = PublicApiPrinter.Print(Package.Named(name).Assembly);
        if (Environment.GetEnvironmentVariable("WORKFLOWENGINE_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(approvedPath)!);
            File.WriteAllText(approvedPath, received);
        }

        var approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath).ReplaceLineEndings("\n") : "";
        if (approved == received)
        {
            return;
        }

        var receivedPath = Path.Combine(AppContext.BaseDirectory, $"{name}.received.txt");
        File.WriteAllText(receivedPath, received);
        Assert.Fail($"The public surface of {name} changed; see {receivedPath}.\n{string.Join('\n', Difference(approved, received))}");
    }

    [Fact]
    public void A_removed_and_an_added_member_are_named_with_their_type() =>
        Difference("class A\n    int One()\n    int Two()\n", "class A\n    int Two()\n    int Three()\n")
            .Should().Equal("- class A: int One()", "+ class A: int Three()");

    private static IEnumerable<string> Difference(string approved, string received)
    {
        var before = Qualified(approved);
        var after = Qualified(received);
        return before.Except(after).Select(line => "- " + line).Concat(after.Except(before).Select(line => "+ " + line));
    }

    private static List<string> Qualified(string text)
    {
        var lines = new List<string>();
        var type = "";
        foreach (var line in text.Split('\n').Where(line => line.Length > 0))
        {
            var isMember = char.IsWhiteSpace(line[0]);
            type = isMember ? type : line;
            lines.Add(isMember ? $"{type}: {line.Trim()}" : line);
        }

        return lines;
    }
}
