using WorkflowEngine.Expressions;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Expressions;

public sealed class ExpressionValueTests
{
    [Fact]
    public void Json_comes_back_as_it_was_read_with_sorted_keys() =>
        TestScope.Value("""{ "b": [1, 1.0, 1e21, -0.5, "a\u0007\"\\é"], "a": { "x": null, "y": true } }""").ToJson().GetRawText()
            .Should().Be("""{"a":{"x":null,"y":true},"b":[1,1.0,1e21,-0.5,"a\u0007\"\\é"]}""");

    [Fact]
    public void Equal_values_have_equal_hashes()
    {
        var left = TestScope.Value("""{"a": [1, 2.0], "b": {"c": null}}""");
        var right = TestScope.Value("""{"b": {"c": null}, "a": [1.0, 2]}""");

        (left == right).Should().BeTrue();
        left.GetHashCode().Should().Be(right.GetHashCode());
        (left == TestScope.Value("""{"a": [1, 2.0], "b": {}}""")).Should().BeFalse();
    }

    [Fact]
    public void A_mark_does_not_change_what_a_value_equals() =>
        ExpressionValue.Of("a").AsSecret().AsLenient().Should().Be(ExpressionValue.Of("a"));

    [Fact]
    public void A_value_is_read_only_as_what_it_is()
    {
        var value = ExpressionValue.Of(5);

        value.TryGetInteger(out var integer).Should().BeTrue();
        integer.Should().Be(5);
        value.TryGetNumber(out var number).Should().BeTrue();
        number.Should().Be(5.0);
        value.TryGetText(out _).Should().BeFalse();
        value.TryGetBoolean(out _).Should().BeFalse();
        value.TryGetList(out _).Should().BeFalse();
        value.TryGetMap(out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("a", "b", -1)]
    [InlineData("a", "B", 1)]
    [InlineData("ab", "a", 1)]
    [InlineData("\uFFFD", "𝒳", -1)]
    [InlineData("𝒳", "𝒳", 0)]
    public void Texts_are_ordered_by_code_point(string left, string right, int expected) =>
        Math.Sign(CodePoints.Compare(left, right)).Should().Be(expected);

    [Fact]
    public void A_value_that_holds_itself_many_times_over_does_not_overflow_the_stack()
    {
        var (left, right) = (ExpressionValue.Null, ExpressionValue.Null);
        for (var i = 0; i < 100_000; i++)
        {
            (left, right) = (ExpressionValue.Of([left]), ExpressionValue.Of([right]));
        }

        _ = left.Equals(right);
        _ = left.GetHashCode();
        left.ToText().Should().StartWith("[[[");
        left.ToJson().GetArrayLength().Should().Be(1);
    }
}
