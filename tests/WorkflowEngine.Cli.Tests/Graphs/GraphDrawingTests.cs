using WorkflowEngine.Cli.Graphs;

namespace WorkflowEngine.Cli.Tests.Graphs;

public sealed class GraphDrawingTests
{
    [Fact]
    public void A_chain_is_one_line() =>
        Draw("lint", "test < lint", "ship < test").Should().Be("lint ── test ── ship");

    [Fact]
    public void A_diamond_parts_and_meets_again() =>
        Draw("build", "links < build", "size < build", "package < links size").Should().Be("""
            build ─┬─ links ─┬─ package
                   └─ size ──┘
            """);

    [Fact]
    public void A_fan_has_a_line_for_each_of_its_jobs() =>
        Draw("plan", "a < plan", "bb < plan", "ccc < plan", "join < a bb ccc").Should().Be("""
            plan ─┬─ a ───┬─ join
                  ├─ bb ──┤
                  └─ ccc ─┘
            """);

    [Fact]
    public void Jobs_that_need_the_same_jobs_share_their_lines() =>
        Draw("a", "b", "c < a b", "d < a b").Should().Be("""
            a ─┬─ c
            b ─┴─ d
            """);

    [Fact]
    public void Jobs_that_have_nothing_to_do_with_each_other_stand_below_each_other() =>
        Draw("a", "docs", "b < a", "c < a", "publish < docs").Should().Be("""
            a ─┬─ b
               └─ c
            docs ── publish
            """);

    [Fact]
    public void A_need_that_others_imply_is_not_drawn() =>
        Draw("a", "b < a", "c < a b").Should().Be("a ── b ── c");

    [Fact]
    public void A_line_over_several_columns_passes_through_the_ones_between() =>
        Draw("a", "b < a", "c < b", "x < a", "end < c x").Should().Be("""
            a ─┬─ b ── c ─┬─ end
               └─ x ──────┘
            """);

    [Fact]
    public void A_job_with_one_need_of_two_is_not_drawn_as_if_it_had_both() =>
        Draw("a", "b", "c < a b", "d < a").Should().Be("""
            a ───┬────── d
            b ─┐ └────┬─ c
               └──────┘
            """);

    [Fact]
    public void Letters_are_enough_to_draw_with() =>
        Draw(ascii: true, "build", "links < build", "size < build", "package < links size").Should().Be("""
            build -+- links -+- package
                   +- size --+
            """);

    [Fact]
    public void What_is_too_large_or_too_wide_is_not_drawn()
    {
        GraphDrawing.Draw([.. Enumerable.Range(0, 61).Select(_ => new DrawnNode("a", []))], ascii: false, width: null).Should().BeNull();
        GraphDrawing.Draw(Nodes("first", "second < first"), ascii: false, width: 14).Should().BeNull();
        GraphDrawing.Draw(Nodes("first", "second < first"), ascii: false, width: 15).Should().NotBeNull();
    }

    [Fact]
    public void Every_graph_of_six_jobs_is_drawn_with_all_its_jobs()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var nodes = Enumerable.Range(0, 6)
                .Select(node => new DrawnNode("n" + node, [.. Enumerable.Range(0, node).Where(_ => random.Next(3) == 0)]))
                .ToList();

            var drawn = GraphDrawing.Draw(nodes, ascii: false, width: null)!;

            drawn.SelectMany(row => row).Where(text => text.Node is not null).Select(text => text.Node!.Value).Order()
                .Should().Equal(0, 1, 2, 3, 4, 5);
        }
    }

    private static string Draw(params string[] jobs) => Draw(ascii: false, jobs);

    private static string Draw(bool ascii, params string[] jobs) => string.Join(
        '\n', GraphDrawing.Draw(Nodes(jobs), ascii, width: null)!.Select(row => string.Concat(row.Select(text => text.Text))));

    private static List<DrawnNode> Nodes(params string[] jobs)
    {
        var names = jobs.Select(job => job.Split(" < ")[0]).ToList();
        return jobs.Select(job => job.Split(" < ")).Select(parts => new DrawnNode(
            parts[0], parts.Length == 1 ? [] : [.. parts[1].Split(' ').Select(need => names.IndexOf(need))])).ToList();
    }
}
