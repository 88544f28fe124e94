using System.Text.Json;

namespace WorkflowEngine.Tests.Conformance;

/// <summary>The harness itself: what must make it fail does.</summary>
public sealed class ConformanceHarnessTests
{
    private static readonly IReadOnlyList<ConformanceCase> Cases = [Case("a-1", "x/a", 1), Case("a-2", "x/a", 2), Case("b-1", "x/b", 1)];

    [Fact]
    public void A_wrong_result_fails_and_is_counted()
    {
        var result = Run(element => element.GetProperty("n").GetInt32() == 1 ? null : "not one");

        result.Areas.Should().Equal("x/a 1/2", "x/b -/1");
        result.Failed.Should().Equal("a-2\tx/a\tnot one");
        result.Problems.Should().Equal("a-2 x/a: not one");
    }

    [Fact]
    public void A_case_on_the_allow_list_may_fail_but_does_not_count_as_passed()
    {
        var result = Run(element => element.GetProperty("n").GetInt32() == 1 ? null : "not one", "a-2|decided otherwise");

        result.Areas.Should().Contain("x/a 1/2");
        result.Failed.Should().Equal("a-2\tx/a\tnot one (allowed: decided otherwise)");
        result.Problems.Should().BeEmpty();
    }

    [Fact]
    public void An_allow_list_line_for_a_case_that_holds_fails() =>
        Run(_ => null, "a-2\tdecided otherwise").Problems.Should().Equal("allow-list: a-2 holds now; take its line away");

    [Fact]
    public void An_allow_list_line_for_a_case_that_does_not_exist_fails() =>
        Run(_ => null, "a-3|decided otherwise").Problems.Should().Equal("allow-list: there is no case a-3");

    [Fact]
    public void An_allow_list_line_needs_a_reason() =>
        Run(_ => null, "# why", "", "a-2|").Problems.Should().Equal("allow-list: a-2 gives no reason");

    [Fact]
    public void A_check_that_throws_is_a_case_that_fails() =>
        Run(_ => throw new FormatException("bad\ninput")).Failed.Should().Contain("a-1\tx/a\tFormatException: bad input");

    [Fact]
    public void A_missing_folder_fails()
    {
        using var folder = new TempFolder();
        var act = () => ConformanceFolder.Read(Path.Combine(folder.Path, "nowhere"));
        act.Should().Throw<InvalidDataException>().WithMessage("*nowhere*cannot be read*");
    }

    [Fact]
    public void A_folder_without_cases_fails()
    {
        using var folder = new TempFolder();
        var act = () => ConformanceFolder.Read(folder.Path);
        act.Should().Throw<InvalidDataException>().WithMessage("*holds no cases*");
    }

    [Theory]
    [InlineData("[{")]
    [InlineData("{}")]
    [InlineData("3")]
    public void A_file_that_holds_no_list_of_cases_fails(string text)
    {
        using var folder = new TempFolder();
        folder.Write("cron/next.json", text);
        var act = () => ConformanceFolder.Read(folder.Path);
        act.Should().Throw<InvalidDataException>().WithMessage("*next.json*cannot be read*");
    }

    [Fact]
    public void The_area_is_the_file_or_the_part_of_it_that_the_case_names()
    {
        using var folder = new TempFolder();
        folder.Write("seeds/plue.json", """[{"id":"p-1","area":"plan.load"}]""");
        folder.Write("dag/needs.json", """{"meta":{},"cases":[{"id":"n-1"},{"event":"no id"}]}""");

        ConformanceFolder.Read(folder.Path).Select(testCase => (testCase.Id, testCase.Area))
            .Should().Equal(("n-1", "dag/needs"), ("needs-0001", "dag/needs"), ("p-1", "plue/plan.load"));
    }

    [Fact]
    public void Every_area_that_a_test_reads_exists_in_the_default_folder() =>
        ConformanceRegistry.Find().Keys.Should().BeSubsetOf(ConformanceFolder.Read(ConformanceFolder.Default).Select(testCase => testCase.Area));

    private static ConformanceResult Run(Func<JsonElement, string?> check, params string[] allowList) => ConformanceRun.Execute(
        Cases,
        new Dictionary<string, Func<JsonElement, string?>> { ["x/a"] = check },
        AllowList.Parse(allowList),
        Cases.Select(testCase => testCase.Id).ToHashSet());

    private static ConformanceCase Case(string id, string area, int n) =>
        new(id, area, JsonSerializer.SerializeToElement(new { n }));
}
