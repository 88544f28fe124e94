using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;
using WorkflowEngine.Tests.Support;

namespace WorkflowEngine.Tests.Expressions;

public sealed class ExpressionTests
{
    private const string Needs = """
        {
          "needs": {
            "build": { "result": "success", "outputs": { "run-js-tests": "true", "tag": "v1" } },
            "build-app": { "result": "failure", "outputs": {} }
          },
          "labels": [ { "name": "bug" }, { "name": "ui" }, { "id": 3 } ],
          "n": 5, "js": 1, "tests": 2, "text": "héllo 𝒳!", "empty": "", "nothing": null
        }
        """;

    [Theory]
    [InlineData("needs.build.result == 'success' && !contains(needs.*.result, 'cancelled')", true)]
    [InlineData("contains(needs.*.result, 'failure')", true)]
    [InlineData("needs['build']['result'] == \"success\"", true)]
    [InlineData("needs.*.outputs.tag == ['v1']", true)]
    [InlineData("(needs.*.result)[0] == 'success'", true)]
    [InlineData("labels.*.name == ['bug', 'ui']", true)]
    [InlineData("labels[*].name == ['bug', 'ui']", true)]
    [InlineData("labels.0.name == 'bug'", true)]
    [InlineData("not n > 4", false)]
    [InlineData("!n == false", true)]
    [InlineData("n in [1, 5] and 'x' not in text", true)]
    [InlineData("'it''s' == \"it's\"", true)]
    [InlineData("'' == empty", true)]
    [InlineData("none == nothing", true)]
    [InlineData("'High' == 'high'", false)]
    [InlineData("startsWith(text, 'hé') && ENDSWITH(text, '!')", true)]
    [InlineData("n is defined and zzz is not defined and needs.zzz is undefined", true)]
    [InlineData("n is odd and n is divisibleby 5 and n is not string and n is lt(6)", true)]
    [InlineData("match('^h.l+o', text)", true)]
    public void Conditions_are_decided(string source, bool expected) =>
        Evaluate(source, Needs).Should().Be(ExpressionResult.Of(ExpressionValue.Of(expected)));

    [Theory]
    [InlineData("empty || 'otherwise'", "\"otherwise\"")]
    [InlineData("n && 'yes'", "\"yes\"")]
    [InlineData("empty or 'otherwise'", "true")]
    [InlineData("'a' if n > 3 else 'b'", "\"a\"")]
    [InlineData("'a' if n > 9 else 'b' if n > 7 else 'c'", "\"c\"")]
    [InlineData("'a' if empty", "null")]
    [InlineData("{a: 1, 'b c': [n, {d: null}],}", """{"a":1,"b c":[5,{"d":null}]}""")]
    [InlineData("7 // 2 + -7 // 2", "-1")]
    [InlineData("7.5 // 2", "3.0")]
    [InlineData("1.5e2", "150.0")]
    [InlineData("n ~ '-' ~ 1.0 ~ nothing", "\"5-1.0\"")]
    [InlineData("text[-2:]", "\"𝒳!\"")]
    [InlineData("text[:2]", "\"hé\"")]
    [InlineData("text[6]", "\"𝒳\"")]
    [InlineData("[1, 2, 3, 4][1:-1]", "[2,3]")]
    [InlineData("slice([1, 2, 3], -2)", "[2,3]")]
    [InlineData("length(text)", "8")]
    [InlineData("index_of(text, '!')", "7")]
    [InlineData("reversed('a𝒳b')", "\"b𝒳a\"")]
    [InlineData("nope | default('d')", "\"d\"")]
    [InlineData("needs.nope.x | default('d') | upper", "\"D\"")]
    [InlineData("nothing | default(1)", "1")]
    [InlineData("empty | default(1)", "\"\"")]
    [InlineData("empty | default(1, true)", "1")]
    [InlineData("default(labels[9], 'none')", "\"none\"")]
    [InlineData("-5 | abs", "5")]
    [InlineData("'a,b' | split(',') | join(' + ')", "\"a + b\"")]
    [InlineData("from_json('{\"a\": [1, 2.0]}').a", "[1,2.0]")]
    [InlineData("to_json({b: 1, a: 'é\"'})", "\"{\\\"a\\\":\\\"é\\\\\\\"\\\",\\\"b\\\":1}\"")]
    [InlineData("toJSON([1])", "\"[\\n  1\\n]\"")]
    [InlineData("format('{0} {{}} {1}', 'a', n)", "\"a {} 5\"")]
    [InlineData("keys({b: 1, a: 2}) + items({k: 1})", "[\"a\",\"b\",[\"k\",1]]")]
    [InlineData("first([1, 2]) + last([1, 2])", "3")]
    [InlineData("first([])", "null")]
    [InlineData("round(2.345, 2)", "2.35")]
    [InlineData("split('añ', '')", "[\"\",\"a\",\"ñ\",\"\"]")]
    [InlineData("replace('ab', '', '-')", "\"-a-b-\"")]
    [InlineData("upper('straße')", "\"STRASSE\"")]
    [InlineData("sort([2, 1.5, 1])", "[1,1.5,2]")]
    [InlineData("[1, 2, 3] | batch(size=2)", "[[1,2],[3]]")]
    [InlineData("'aXb' | replace(to='-', from='X')", "\"a-b\"")]
    [InlineData("empty | default('d', boolean=n == 5)", "\"d\"")]
    [InlineData("labels | filter(name='bug')", "[{\"name\":\"bug\"}]")]
    [InlineData("labels | reject(name='bug', id=null) | length", "3")]
    [InlineData("labels | map(attribute='name')", "[\"bug\",\"ui\",null]")]
    [InlineData("[0, 1, ''] | filter", "[1]")]
    public void Values_are_computed(string source, string expected)
    {
        var result = Evaluate(source, Needs);

        result.Error.Should().BeNull();
        JsonText.Of(result.Value, indented: false).Should().Be(expected);
    }

    [Theory]
    [InlineData("needs.build-app.result", "\"failure\"")]
    [InlineData("needs.build.outputs.run-js-tests && success()", "true")]
    [InlineData("n-js-tests", "2")]
    [InlineData("{n: 5}.n-js", "4")]
    [InlineData("2 * {n: 5}.n-js", "9")]
    public void A_hyphen_in_a_key_is_a_minus_only_where_there_is_no_such_key(string source, string expected)
    {
        var result = ExpressionText.Evaluate(source, TestScope.Of(Needs).With("success", () => ExpressionValue.Of(true)));

        result.Error.Should().BeNull();
        JsonText.Of(result.Value, indented: false).Should().Be(expected);
    }

    [Fact]
    public void A_hyphenated_key_that_is_not_there_is_told_as_a_key() =>
        Evaluate("needs.build-it.result", Needs).Error!.Message.Should().Be("The object has no key 'build-it'.");

    [Theory]
    [InlineData("always()", true)]
    [InlineData("a && (b || FAILURE())", true)]
    [InlineData("[{k: x | default(cancelled())}]", true)]
    [InlineData("'always()' == success", false)]
    [InlineData("needs.success", false)]
    [InlineData("succeeded()", false)]
    public void A_status_function_counts_only_where_it_is_called(string source, bool expected) =>
        ExpressionText.Parse(source).UsesStatusFunction.Should().Be(expected);

    [Fact]
    public void Names_are_told_with_their_places_unless_something_stands_in_for_them() =>
        ExpressionText.Parse("a.b + f(a, (c | default(d))) + (e is defined)").Names
            .Select(name => $"{name.Name}@{name.Span.Start.Column}").Should().Equal("a@1", "a@9", "d@25");

    [Theory]
    [InlineData("{{ n }}", "n")]
    [InlineData("  ${{  n + 1 }} ", "n + 1")]
    [InlineData(" n ", "n")]
    [InlineData("{{ {a: {b: 1}} }}", "{a: {b: 1}}")]
    [InlineData("{{ '}}' }}", "'}}'")]
    [InlineData("{{ '${{' }}", "'${{'")]
    [InlineData("a == '${{'", "a == '${{'")]
    public void Braces_around_all_of_it_are_taken_off(string source, string expected) =>
        ExpressionText.Parse(source).Source.Should().Be(expected);

    [Theory]
    [InlineData("{{ a }} == {{ b }}")]
    [InlineData("${{ a }} == 1")]
    [InlineData("a == ${{ b }}")]
    public void Braces_around_some_of_it_are_a_mistake(string source) =>
        ExpressionText.Mistake(source).Code.Should().Be(ExpressionCodes.MixedCondition);

    [Fact]
    public void An_expression_equals_another_of_the_same_text()
    {
        ExpressionText.Parse("{{ a }}").Should().Be(ExpressionText.Parse("a"));
        ExpressionText.Parse("a").Should().NotBe(ExpressionText.Parse("b"));
    }

    [Fact]
    public void A_lenient_object_gives_null_for_what_it_does_not_have()
    {
        var scope = TestScope.Of("{}").With("event", TestScope.Value("""{"action": null, "labels": [], "pull_request": {"draft": false}}""").AsLenient());

        ExpressionText.Evaluate("event.pull_request.head.ref", scope).Should().Be(ExpressionResult.Of(ExpressionValue.Null));
        ExpressionText.Evaluate("event.labels[3]", scope).Should().Be(ExpressionResult.Of(ExpressionValue.Null));
        ExpressionText.Evaluate("event['a-b'].c-d == null", scope).IsTrue.Should().BeTrue();
        ExpressionText.Evaluate("contains(event.head_commit.message, 'skip')", scope).IsTrue.Should().BeFalse();
        ExpressionText.Evaluate("event.pull_request.head is defined", scope).IsTrue.Should().BeFalse();
        ExpressionText.Evaluate("contains(event.commits.*.message, 'x')", scope).IsTrue.Should().BeFalse();
    }

    [Fact]
    public void A_function_of_the_scope_comes_before_a_built_in() =>
        ExpressionText.Evaluate("length('abc')", TestScope.Empty.With("length", () => ExpressionValue.Of("mine")))
            .Should().Be(ExpressionResult.Of(ExpressionValue.Of("mine")));

    [Fact]
    public void A_simple_condition_allocates_nothing_of_its_own()
    {
        var expression = ExpressionText.Parse("result == 'success' && !contains(text, 'skip') && n > 3");
        var scope = TestScope.Empty.With("result", ExpressionValue.Of("success")).With("text", ExpressionValue.Of("go")).With("n", ExpressionValue.Of(5));
        expression.Evaluate(scope).IsTrue.Should().BeTrue();

        var before = GC.GetAllocatedBytesForCurrentThread();
        expression.Evaluate(scope);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static ExpressionResult Evaluate(string source, string names) => ExpressionText.Evaluate(source, TestScope.Of(names));
}
