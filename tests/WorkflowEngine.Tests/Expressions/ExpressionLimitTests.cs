using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Expressions;

public sealed class ExpressionLimitTests
{
    [Fact]
    public void An_expression_that_is_too_long_is_not_read() =>
        ExpressionText.Mistake(new string('a', 10_001)).Code.Should().Be(ExpressionCodes.TooLong);

    [Theory]
    [InlineData("(", "")]
    [InlineData("[", "")]
    [InlineData("{a:", "")]
    [InlineData("-", "")]
    [InlineData("!", "")]
    [InlineData("not ", "")]
    [InlineData("f(", "")]
    [InlineData("a[", "")]
    [InlineData("a if b else ", "")]
    [InlineData("a is eq ", "")]
    public void Deep_nesting_is_a_mistake_and_not_an_overflow(string open, string close)
    {
        var source = string.Concat(Enumerable.Repeat(open, 9_000 / open.Length)) + close;

        ExpressionText.Mistake(source).Code.Should().BeOneOf(ExpressionCodes.TooDeep, ExpressionCodes.Syntax);
    }

    [Theory]
    [InlineData(" + 1")]
    [InlineData(" or 1")]
    [InlineData(" == 1")]
    [InlineData("[0]")]
    [InlineData(".a")]
    [InlineData(".*")]
    [InlineData(" | f")]
    public void A_chain_is_evaluated_up_to_its_limit(string link)
    {
        var diagnostics = new List<Diagnostic>();
        Expression.TryParse("a" + string.Concat(Enumerable.Repeat(link, 999)), default, diagnostics, out var expression).Should().BeTrue();
        expression!.Evaluate(TestScope.Of("""{"a": 1}"""));
        ExpressionText.Mistake("a" + string.Concat(Enumerable.Repeat(link, 1_001))).Code.Should().Be(ExpressionCodes.TooDeep);
    }

    [Theory]
    [InlineData("range(9223372036854775807)")]
    [InlineData("range(-9223372036854775807, 9223372036854775807)")]
    [InlineData("join(range(500000), s)")]
    [InlineData("replace(s, '', s)")]
    [InlineData("big + big")]
    [InlineData("format('{0}{0}', big)")]
    public void What_grows_too_large_is_an_error(string source)
    {
        var scope = TestScope.Empty.With("s", ExpressionValue.Of(new string('x', 5_000))).With("big", ExpressionValue.Of(new string('x', 600_000)));

        ExpressionText.Evaluate(source, scope).Error!.Code.Should().Be(ExpressionCodes.OutputLimit);
    }

    [Fact]
    public void Work_that_adds_up_is_an_error()
    {
        var part = "length(big)";
        var source = string.Join(" + ", Enumerable.Repeat(part, 500));
        var scope = TestScope.Empty.With("big", ExpressionValue.Of(new string('x', 600_000)));

        ExpressionText.Evaluate(source, scope).Error!.Code.Should().Be(ExpressionCodes.StepLimit);
    }

    [Fact]
    public void A_hostile_regular_expression_takes_linear_time()
    {
        var scope = TestScope.Empty.With("text", ExpressionValue.Of(new string('a', 50_000) + "!"));

        ExpressionText.Evaluate("match('^(a+)+$', text)", scope).Should().Be(ExpressionResult.Of(ExpressionValue.Of(false)));
        ExpressionText.Evaluate("match('((a{1,500}){1,500}){1,500}' ~ '', text)", scope).Error!.Code.Should().Be(ExpressionCodes.Pattern);
    }

    [Fact]
    public void Text_that_is_no_expression_never_throws()
    {
        const string alphabet = "ab1.0'\"\\[](){}:,|+-*/%~<>=!& \nifelsnotdr$é𝒳";
        var random = new Random(20260101);
        var scope = TestScope.Of("""{"a": {"b": [1, "x", null]}, "b": "text", "i": 1.5}""");
        for (var i = 0; i < 20_000; i++)
        {
            var source = string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            var diagnostics = new List<Diagnostic>();
            if (Expression.TryParse(source, new(1, 1), diagnostics, out var expression))
            {
                _ = expression.Evaluate(scope).ToString();
            }
            else
            {
                diagnostics.Should().ContainSingle(source);
            }

            if (ExpressionTemplate.TryParse(source, new(1, 1), diagnostics, out var template))
            {
                _ = template.Evaluate(scope).ToString();
            }
        }
    }

    [Fact]
    public void Strange_json_is_read_without_an_exception()
    {
        var value = TestScope.Value("""{"half": "\ud800", "\udc00": 1, "huge": 1e999, "ok": 18446744073709551615}""");
        var scope = TestScope.Empty.With("v", value);

        ExpressionText.Evaluate("to_json(v)", scope).Succeeded.Should().BeTrue();
        ExpressionText.Evaluate("v.ok > 1 and v.nope is undefined", scope).IsTrue.Should().BeTrue();
        value.ToJson().GetProperty("huge").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
    }
}
