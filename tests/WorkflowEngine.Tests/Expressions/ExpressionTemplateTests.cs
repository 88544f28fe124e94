using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Expressions;

public sealed class ExpressionTemplateTests
{
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("", "\"\"")]
    [InlineData("{{ n }}", "1")]
    [InlineData(" ${{ n }}\n", "1")]
    [InlineData("{{ n }}{{ n }}", "\"11\"")]
    [InlineData("a {{ n }} b ${{ o }} c", "\"a 1 b {\\\"k\\\":null} c\"")]
    [InlineData("x{{ nothing }}y", "\"xy\"")]
    [InlineData("{{ 'a}}b' }}!", "\"a}}b!\"")]
    [InlineData("{{ 'a{{b' }}!", "\"a{{b!\"")]
    [InlineData("{{ {a: {b: n}} }}", "{\"a\":{\"b\":1}}")]
    [InlineData("{{ {a: {b: n}}}}", "{\"a\":{\"b\":1}}")]
    [InlineData("open {{ n", "\"open {{ n\"")]
    [InlineData("n }} {{ n }} {{", "\"n }} 1 {{\"")]
    [InlineData("{% if n %}", "\"{% if n %}\"")]
    [InlineData("{{ braces }}", "\"{{ n }}\"")]
    [InlineData("cost: $5 {{ n }}", "\"cost: $5 1\"")]
    public void A_text_is_filled_in(string text, string expected)
    {
        var diagnostics = new List<Diagnostic>();
        ExpressionTemplate.TryParse(text, new(1, 1), diagnostics, out var template).Should().BeTrue(string.Join("; ", diagnostics));

        var result = template!.Evaluate(Scope());

        result.Error.Should().BeNull();
        JsonText.Of(result.Value, indented: false).Should().Be(expected);
    }

    [Fact]
    public void All_mistakes_of_a_text_are_told_with_their_places()
    {
        var diagnostics = new List<Diagnostic>();

        ExpressionTemplate.TryParse("é {{ }} {{ n }}\n {{ a b }}\n{{ 'x }}", new(3, 4), diagnostics, out _).Should().BeFalse();

        diagnostics.Select(diagnostic => diagnostic.Span.Start.ToString()).Should().Equal("3:9", "4:7", "5:4");
    }

    [Fact]
    public void An_error_of_a_text_points_into_its_file()
    {
        ExpressionTemplate.TryParse("a\n{{ n }} {{ nope }}", new(3, 4), [], out var template);

        template!.Evaluate(Scope()).Error!.Span.Start.Should().Be(new SourcePosition(4, 12));
    }

    [Fact]
    public void A_text_that_grows_too_large_is_an_error()
    {
        ExpressionTemplate.TryParse("{{ big }}{{ big }}", default, [], out var template);

        template!.Evaluate(Scope().With("big", ExpressionValue.Of(new string('x', 600_000)))).Error!.Code
            .Should().Be(ExpressionCodes.OutputLimit);
    }

    [Fact]
    public void A_text_full_of_broken_expressions_is_read_in_good_time()
    {
        var diagnostics = new List<Diagnostic>();
        var text = string.Concat(Enumerable.Repeat("{{ { }}", 140_000));

        ExpressionTemplate.TryParse(text, new(1, 1), diagnostics, out _).Should().BeFalse();

        diagnostics.Should().HaveCount(10);
    }

    [Fact]
    public void A_secret_in_a_text_makes_all_of_it_secret()
    {
        ExpressionTemplate.TryParse("Bearer {{ token }}", default, [], out var template);

        template!.Evaluate(Scope().With("token", ExpressionValue.Of("hunter2").AsSecret())).Value.IsSecret.Should().BeTrue();
    }

    [Fact]
    public void The_texts_of_a_json_value_are_filled_in_and_keep_their_kinds()
    {
        using var document = System.Text.Json.JsonDocument.Parse("""{"{{ n }}": ["{{ n }}", "n={{ n }}", true, {"deep": "{{ o }}"}]}""");
        JsonTemplate.TryParse(document.RootElement, default, [], out var template).Should().BeTrue();

        template!.IsConstant.Should().BeFalse();
        template.Evaluate(Scope()).Value.ToText().Should().Be("""{"{{ n }}":[1,"n=1",true,{"deep":{"k":null}}]}""");
    }

    private static TestScope Scope() => TestScope.Of("""{"n": 1, "nothing": null, "o": {"k": null}, "braces": "{{ n }}"}""");
}
