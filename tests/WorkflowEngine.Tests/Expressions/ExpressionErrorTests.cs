using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Expressions;

public sealed class ExpressionErrorTests
{
    [Theory]
    [InlineData("", "1:1", "The expression is empty.")]
    [InlineData("{{ }}", "1:4", "The expression is empty.")]
    [InlineData("a +", "1:4", "The expression ends too early.")]
    [InlineData("a b", "1:3", "Unexpected 'b'.")]
    [InlineData("f(a b)", "1:5", "Expected ')' but found 'b'.")]
    [InlineData("[1 2]", "1:4", "Expected ']' but found '2'.")]
    [InlineData("{a 1}", "1:4", "Expected ':' but found '1'.")]
    [InlineData("{[1]: 2}", "1:2", "Expected a key but found '['.")]
    [InlineData("a.'x'", "1:3", "Expected a key but found ''x''.")]
    [InlineData("a | 3", "1:5", "Expected the name of a filter but found '3'.")]
    [InlineData("a is 3", "1:6", "Expected the name of a test but found '3'.")]
    [InlineData("a is nice", "1:6", "There is no test named 'nice'.")]
    [InlineData("'𝒳' = b", "1:5", "Unexpected character '='. Equality is '=='.")]
    [InlineData("a & b", "1:3", "Unexpected character '&'. The operator is '&&' or 'and'.")]
    [InlineData("a ? b : c", "1:3", "Unexpected character '?'. The conditional is 'a if condition else b'.")]
    [InlineData("\u0001", "1:1", "Unexpected character 'U+0001'.")]
    [InlineData("a == 'b", "1:6", "The text that starts here has no closing quote.")]
    [InlineData("9223372036854775808", "1:1", "The number does not fit into 64 bits.")]
    [InlineData("match('(', a)", "1:7", "The regular expression is malformed.")]
    [InlineData("match('(?=a)', a)", "1:7", "The regular expression is too large, or needs look-around or back-references, which take more than linear time.")]
    [InlineData("a | batch(width=2)", "1:11", "'batch' has no argument named 'width'.")]
    [InlineData("replace('a', 'b', from='c')", "1:19", "'replace' is given 'from' twice.")]
    [InlineData("f(a=1, 2)", "1:8", "Arguments without a name stand before those with one.")]
    [InlineData("f(a=1)", "1:3", "'f' has no argument named 'a'.")]
    [InlineData("(a = 1)", "1:4", "Expected ')' but found '='.")]
    [InlineData("a\n  && &", "2:6", "Unexpected character '&'. The operator is '&&' or 'and'.")]
    public void A_mistake_is_told_where_it_is(string source, string position, string message)
    {
        var mistake = ExpressionText.Mistake(source);

        mistake.Message.Should().Be(message);
        mistake.Span.Start.ToString().Should().Be(position);
    }

    [Theory]
    [InlineData("1 + nope", ExpressionCodes.UnknownName, "1:5", "Nothing named 'nope' is known here.")]
    [InlineData("1 + nope()", ExpressionCodes.UnknownFunction, "1:5", "No function named 'nope' is known here.")]
    [InlineData("now()", ExpressionCodes.UnknownFunction, "1:1", "No function named 'now' is known here.")]
    [InlineData("o.a.b", ExpressionCodes.WrongKind, "1:1", "Cannot read 'b' of number.")]
    [InlineData("o.b", ExpressionCodes.UnknownKey, "1:1", "The object has no key 'b'.")]
    [InlineData("o['b']", ExpressionCodes.UnknownKey, "1:1", "The object has no key 'b'.")]
    [InlineData("[1][1]", ExpressionCodes.IndexOutOfRange, "1:1", "The index 1 lies outside of the array.")]
    [InlineData("[1]['a']", ExpressionCodes.WrongKind, "1:1", "An array is indexed by a whole number, not by string.")]
    [InlineData("'a'[0.0]", ExpressionCodes.WrongKind, "1:1", "A string is indexed by a whole number, not by number.")]
    [InlineData("o[1]", ExpressionCodes.WrongKind, "1:1", "An object is indexed by a string, not by number.")]
    [InlineData("[1]['a':]", ExpressionCodes.WrongKind, "1:1", "The ends of a slice must be whole numbers.")]
    [InlineData("o[1:]", ExpressionCodes.WrongKind, "1:1", "Only an array or string can be sliced, not object.")]
    [InlineData("o.a.*", ExpressionCodes.WrongKind, "1:1", "'*' needs an object or array, not number.")]
    [InlineData("'a' - 1", ExpressionCodes.WrongKind, "1:1", "Cannot apply '-' to string and number.")]
    [InlineData("true < false", ExpressionCodes.WrongKind, "1:1", "bool and bool have no order between them.")]
    [InlineData("1 in 'a'", ExpressionCodes.WrongKind, "1:1", "Only a string can be looked for in string, not number.")]
    [InlineData("1 in 2", ExpressionCodes.WrongKind, "1:1", "'in' needs an array, object or string on its right, not number.")]
    [InlineData("1 // 0", ExpressionCodes.DivisionByZero, "1:1", "Division by zero.")]
    [InlineData("9223372036854775807 + 1", ExpressionCodes.NumberRange, "1:1", "The result does not fit into a number of 64 bits.")]
    [InlineData("-9223372036854775807 - 2", ExpressionCodes.NumberRange, "1:1", "The result does not fit into a number of 64 bits.")]
    [InlineData("4611686018427387904 * 2", ExpressionCodes.NumberRange, "1:1", "The result does not fit into a number of 64 bits.")]
    [InlineData("(-9223372036854775807 - 1) // -1", ExpressionCodes.NumberRange, "1:2", "The result does not fit into a number of 64 bits.")]
    [InlineData("1e308 * 10", ExpressionCodes.NumberRange, "1:1", "The result does not fit into a number of 64 bits.")]
    [InlineData("1 + length(1, 2)", ExpressionCodes.ArgumentCount, "1:5", "'length' takes 1 argument, not 2.")]
    [InlineData("range()", ExpressionCodes.ArgumentCount, "1:1", "'range' takes 1 to 2 arguments, not 0.")]
    [InlineData("format()", ExpressionCodes.ArgumentCount, "1:1", "'format' takes at least 1 arguments, not 0.")]
    [InlineData("upper(5)", ExpressionCodes.WrongKind, "1:1", "'upper' takes a string, not number.")]
    [InlineData("int('x')", ExpressionCodes.Unreadable, "1:1", "The string is not a number.")]
    [InlineData("int(1e300)", ExpressionCodes.NumberRange, "1:1", "The result does not fit into a number of 64 bits.")]
    [InlineData("from_json('{')", ExpressionCodes.Unreadable, "1:1", "The string is not JSON.")]
    [InlineData("format('{1}', 1)", ExpressionCodes.Unreadable, "1:1", "The format has a brace that is not doubled and names none of the arguments.")]
    [InlineData("match(o.p, 'a')", ExpressionCodes.Pattern, "1:1", "The regular expression is malformed.")]
    [InlineData("sort([1, 'a'])", ExpressionCodes.WrongKind, "1:1", "'sort' takes an array of numbers or of strings.")]
    [InlineData("[1,\n2,\n  nope]", ExpressionCodes.UnknownName, "3:3", "Nothing named 'nope' is known here.")]
    public void An_evaluation_that_fails_says_where_and_why(string source, string code, string position, string message)
    {
        var result = ExpressionText.Evaluate(source, TestScope.Of("""{"o": {"a": 1, "p": "("}}"""));

        result.Succeeded.Should().BeFalse();
        result.IsTrue.Should().BeFalse();
        result.Error!.Message.Should().Be(message);
        result.Error.Code.Should().Be(code);
        result.Error.Span.Start.ToString().Should().Be(position);
    }

    [Fact]
    public void Positions_count_on_from_where_the_text_starts_in_its_file()
    {
        var diagnostics = new List<Diagnostic>();
        Expression.TryParse("  ${{ a +\n nope }}", new(10, 5), diagnostics, out var expression);

        expression!.Evaluate(TestScope.Of("""{"a": 1}""")).Error!.Span.Should().Be(new SourceSpan(new(11, 2), new(11, 6)));
        ExpressionText.Mistake("a &", new(10, 5)).Span.Start.Should().Be(new SourcePosition(10, 7));
        ExpressionText.Mistake("a &", default(SourcePosition)).Span.IsKnown.Should().BeFalse();
        ExpressionText.Mistake("a &", new(10, 0)).Span.Start.Should().Be(new SourcePosition(10, 0));
    }

    [Fact]
    public void Messages_never_hold_a_secret()
    {
        var scope = TestScope.Empty.With("key", ExpressionValue.Of("hunter2").AsSecret()).With("o", TestScope.Value("{}"));

        ExpressionText.Evaluate("o[key]", scope).Error!.Message.Should().Be("The object has no key '***'.");
        ExpressionText.Evaluate("int(key)", scope).Error!.Message.Should().NotContain("hunter2");
    }
}
