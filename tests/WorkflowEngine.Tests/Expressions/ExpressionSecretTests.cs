using WorkflowEngine.Expressions;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Expressions;

public sealed class ExpressionSecretTests
{
    [Theory]
    [InlineData("token")]
    [InlineData("parameters.token")]
    [InlineData("parameters['token']")]
    [InlineData("parameters.*")]
    [InlineData("parameters.*[0]")]
    [InlineData("token + ''")]
    [InlineData("'x' ~ token")]
    [InlineData("token[0]")]
    [InlineData("token[1:]")]
    [InlineData("number | string")]
    [InlineData("-number")]
    [InlineData("number + 1")]
    [InlineData("number // 2")]
    [InlineData("number * 2.5")]
    [InlineData("token == 'x'")]
    [InlineData("[token] == ['x']")]
    [InlineData("number < 5")]
    [InlineData("'x' in token")]
    [InlineData("token in [1]")]
    [InlineData("not token")]
    [InlineData("!token")]
    [InlineData("token and true")]
    [InlineData("token || 'x'")]
    [InlineData("empty || 'x'")]
    [InlineData("'a' if token else 'b'")]
    [InlineData("token is string")]
    [InlineData("'x' is eq token")]
    [InlineData("token is defined")]
    [InlineData("empty | default('x', true)")]
    [InlineData("upper(token)")]
    [InlineData("match('a', token)")]
    [InlineData("match(token, 'a')")]
    [InlineData("format('{0}', token)")]
    [InlineData("join(['a', token], ',')")]
    [InlineData("to_json(parameters)")]
    [InlineData("from_json('[1]' ~ empty)")]
    [InlineData("length(token)")]
    [InlineData("[1, [token]]")]
    [InlineData("{a: token}")]
    [InlineData("{a: token}.a")]
    [InlineData("[1, 2, token][2]")]
    [InlineData("[1, 2][number - number]")]
    [InlineData("zip([token], [1])[0][0]")]
    [InlineData("merge({a: token}, {})")]
    [InlineData("host(token)")]
    public void What_is_computed_from_a_secret_is_secret(string source)
    {
        var result = ExpressionText.Evaluate(source, Scope());

        result.Error.Should().BeNull();
        result.Value.IsSecret.Should().BeTrue();
        result.ToString().Should().Be("***");
    }

    [Theory]
    [InlineData("parameters.open")]
    [InlineData("true or token")]
    [InlineData("[1, token][0]")]
    [InlineData("'a' if true else token")]
    [InlineData("{a: token, b: 1}.b")]
    public void What_only_stands_beside_a_secret_is_not(string source)
    {
        var result = ExpressionText.Evaluate(source, Scope());

        result.Error.Should().BeNull();
        result.Value.IsSecret.Should().BeFalse();
    }

    [Fact]
    public void All_that_is_read_from_a_secret_object_is_secret()
    {
        var scope = TestScope.Empty.With("secrets", TestScope.Value("""{"a": {"b": [1]}}""").AsSecret().AsLenient());

        ExpressionText.Evaluate("secrets.a.b[0]", scope).Value.IsSecret.Should().BeTrue();
        ExpressionText.Evaluate("secrets.*.b", scope).Value.IsSecret.Should().BeTrue();
        ExpressionText.Evaluate("secrets.missing", scope).Value.IsSecret.Should().BeTrue();
    }

    private static TestScope Scope()
    {
        var token = ExpressionValue.Of("hunter2").AsSecret();
        return TestScope.Empty
            .With("token", token)
            .With("empty", ExpressionValue.Of("").AsSecret())
            .With("number", ExpressionValue.Of(3).AsSecret())
            .With("parameters", ExpressionValue.Of(new Dictionary<string, ExpressionValue>
            {
                ["token"] = token,
                ["open"] = ExpressionValue.Of("o"),
            }))
            .With("host", () => ExpressionValue.Of("x"));
    }
}
