namespace WorkflowEngine.Tests.Architecture;

public sealed class PublicApiPrinterTests
{
    [Fact]
    public void Types_are_written_as_the_language_writes_them()
    {
        TypeText.Name(typeof(IReadOnlyDictionary<string, int?>)).Should().Be("IReadOnlyDictionary<string, int?>");
        TypeText.Name(typeof(byte[,])).Should().Be("byte[,]");
        TypeText.Name(typeof(Environment.SpecialFolder)).Should().Be("Environment.SpecialFolder");
        TypeText.Of(typeof(Sample).GetProperty(nameof(Sample.Names))!).Should().Be("IReadOnlyList<string?>?");
    }

    [Fact]
    public void The_surface_names_every_kind_of_member()
    {
        var text = PublicApiPrinter.Print(typeof(Diagnostics.Diagnostic).Assembly);

        text.Should().Contain("enum WorkflowEngine.Runs.WorkflowStatus : int\n    00 = Unknown\n    01 = Success\n");
        text.Should().Contain("static class WorkflowEngine.Runs.WorkflowStatusExtensions\n    static bool IsTerminal(this WorkflowStatus status)\n");
        text.Should().Contain("    const string JobFailed = \"job_failed\"\n");
        text.Should().NotContain("StatusNames").And.NotContain("<Clone>$").And.NotContain("PrintMembers");
    }

    private sealed class Sample
    {
        public IReadOnlyList<string?>? Names { get; init; }
    }
}
