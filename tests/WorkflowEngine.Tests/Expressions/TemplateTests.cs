using System.Text;
using System.Text.Json;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;
using WorkflowEngine.Expressions.Templates;

namespace WorkflowEngine.Tests.Expressions;

public sealed class TemplateTests
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["part.md"] = "<{{ name }}>\n",
        ["loop.md"] = "{% include 'loop.md' %}",
        ["bad.md"] = "{% if %}",
        ["base.md"] = "[{% block a %}A{% endblock %}|{% block b %}B{% endblock %}]",
        ["middle.md"] = "{% extends 'base.md' %}{% block a %}M{{ super() }}{% endblock %}",
        ["macros.md"] = "{% macro h(t, level=2) %}{{ '#######'[:level] }} {{ t }}{% endmacro %}{% set version = 3 %}",
    };

    [Theory]
    [InlineData("Hello {{ name }}!", "Hello Ada!")]
    [InlineData("{{ missing }}{% if missing %}x{% endif %}{% for x in missing %}x{% endfor %}", "")]
    [InlineData("{{ xs }} {{ {'a': none, 'b': true} }}", "[\"a\", \"b\"] {\"a\": none, \"b\": true}")]
    [InlineData("{{ None }} {{ True }} {{ 1.0 }} {{ 1e3 }}", "none true 1.0 1000.0")]
    [InlineData("a\n", "a")]
    [InlineData("a\n\n", "a\n")]
    [InlineData("a\r\nb\r\n", "a\nb")]
    [InlineData("a {{- name -}} b", "aAdab")]
    [InlineData("{#- note -#}  x", "x")]
    [InlineData("{% raw %}{{ x }}{% endraw %}", "{{ x }}")]
    [InlineData("{{ '}}' }}{{ {'a': {'b': 1}}.a.b }}", "}}1")]
    [InlineData("{{ xs | join(', ') | upper }}", "A, B")]
    [InlineData("{% for x in xs if x != 'a' %}{{ loop.index }}{{ x }}{% else %}none{% endfor %}", "1b")]
    [InlineData("{% for k, v in {'a': 1}.items() %}{{ k }}={{ v }}{% endfor %}", "a=1")]
    [InlineData("{% for x in xs %}{{ loop.cycle('o', 'e') }}{{ loop.changed(1) }}{% endfor %}", "otrueefalse")]
    [InlineData("{% for x in [1, [2, [3]]] recursive %}{{ loop(x) if x is list else x }}{% endfor %}", "123")]
    [InlineData("{% set a, b = 1, 2 %}{{ a }}{{ b }}", "12")]
    [InlineData("{% set t %}x{{ name }}{% endset %}{{ t }}", "xAda")]
    [InlineData("{% set t | upper %}x{% endset %}{{ t }}", "X")]
    [InlineData("{% macro h(t) %}## {{ t }}{% endmacro %}{{ h('X') }}", "## X")]
    [InlineData("{% macro m() %}{{ varargs }}{{ kwargs.a }}{% endmacro %}{{ m(1, a=2) }}", "[1]2")]
    [InlineData("{% import 'macros.md' as m %}{{ m.h('X') }} {{ m.version }}", "## X 3")]
    [InlineData("{% from 'macros.md' import h as g, version %}{{ g('X', level=1) }} {{ version }}", "# X 3")]
    [InlineData("{% include 'part.md' %}{% include 'none.md' ignore missing %}", "<Ada>")]
    [InlineData("{% include ['none.md', 'part.md'] without context %}", "<Ada>")]
    [InlineData("{% extends 'middle.md' %}x{% block b %}{{ self.a() }}{% endblock %}", "[MA|MA]")]
    [InlineData("{% block a %}1{% endblock %}{{ self.a() }}", "11")]
    [InlineData("{{ 'x' if missing }}", "")]
    [InlineData("{{ xs | tojson }} {{ {'b': '<', 'a': []} | tojson(indent=2) }}", "[\"a\", \"b\"] {\n  \"b\": \"<\",\n  \"a\": []\n}")]
    [InlineData("{{ none | default('x') }}{{ none | default('x', true) }}{{ missing | default('y') }}", "nonexy")]
    [InlineData("{{ missing is defined }}{{ name is defined }}{{ user.nope is defined }}", "falsetruefalse")]
    [InlineData("{{ 'a-b' if user.b - 1 == 1 }}", "a-b")]
    public void A_template_renders(string text, string expected) => Render(text).Text.Should().Be(expected);

    [Theory]
    [InlineData("{{ a.b }}", TemplateCodes.UndefinedValue, "1:4")]
    [InlineData("x\n{{ user.nope.more }}", TemplateCodes.UndefinedValue, "2:4")]
    [InlineData("{% for x in 3 %}{% endfor %}", ExpressionCodes.WrongKind, "1:4")]
    [InlineData("{% for a, b in [1] %}{% endfor %}", ExpressionCodes.WrongKind, "1:8")]
    [InlineData("{{ nope() }}", ExpressionCodes.UnknownFunction, "1:4")]
    [InlineData("{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", ExpressionCodes.ArgumentCount, "1:34")]
    [InlineData("{% macro m(a) %}{% endmacro %}{{ m(b=2) }}", ExpressionCodes.ArgumentCount, "1:34")]
    [InlineData("{% include 'none.md' %}", TemplateCodes.NotFound, "1:4")]
    [InlineData("{% include 'loop.md' %}", TemplateCodes.TooDeep, "1:4")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", TemplateCodes.TooDeep, "1:1")]
    [InlineData("{% for i in range(1000) %}{% for j in range(1000) %}{% endfor %}{% endfor %}", TemplateCodes.LoopLimit, "1:30")]
    [InlineData("{{ range(100000000) }}", ExpressionCodes.OutputLimit, "1:4")]
    [InlineData("{% for i in range(2000) %}{{ 'x' * 1 }}{% endfor %}", ExpressionCodes.WrongKind, "1:30")]
    [InlineData("{% for i in range(90000) %}{{ '12345678901234567890' }}{% endfor %}", TemplateCodes.OutputLimit, "1:31")]
    [InlineData("{% for i in range(90000) %}{% set x = range(1000) | sum %}{% endfor %}", ExpressionCodes.StepLimit, "1:39")]
    [InlineData("{% extends 'base.md' %}{% extends 'base.md' %}", TemplateCodes.Duplicate, "1:27")]
    [InlineData("{{ super() }}", TemplateCodes.UndefinedValue, "1:4")]
    public void A_mistake_that_shows_when_rendering_is_told_with_its_place(string text, string code, string place)
    {
        var result = Render(text);

        result.Text.Should().BeNull();
        result.Diagnostics.Should().ContainSingle().Which.Should().Match<Diagnostic>(found => found.Code == code && found.Span.Start.ToString() == place);
    }

    [Fact]
    public void A_mistake_in_an_included_template_names_its_file()
    {
        var error = Render("a\n{% include 'bad.md' %}").Diagnostics.Should().Contain(found => found.Code == ExpressionCodes.Syntax).Which;

        error.File.Should().Be("bad.md");
        error.Span.Start.Should().Be(new SourcePosition(1, 6));
    }

    [Fact]
    public void All_mistakes_of_a_template_are_told_at_once()
    {
        const string Text = """
            {{ a + }}
            {% nope %}
            {{ x | nofilter }} {{ x is notest }}
            {% endif %}
            {% for in x %}{% endfor %}
            {% if a %}
            """;

        Mistakes(Text).Should().Equal(
            "1:7 WF5001 The expression ends too early.",
            "2:4 WF5102 There is no statement 'nope'.",
            "3:8 WF5103 There is no filter named 'nofilter'.",
            "3:28 WF5011 There is no test named 'notest'.",
            "4:4 WF5101 'endif' has nothing here that it belongs to.",
            "5:8 WF5001 Expected a name but found 'in'.",
            "6:4 WF5101 The 'if' that starts here is not closed.");
    }

    [Theory]
    [InlineData("{{ a", "1:1 WF5101 The expression that starts here is not closed.")]
    [InlineData("x {# a", "1:3 WF5101 The comment that starts here is not closed.")]
    [InlineData("{% raw %}{{", "1:1 WF5101 The 'raw' that starts here is not closed.")]
    [InlineData("{{ a ? b }}", "1:6 WF5001 Unexpected character '?'. The conditional is 'a if condition else b'.")]
    [InlineData("{% block a %}{% endblock %}{% block a %}{% endblock %}", "1:31 WF5111 The template has two blocks named 'a'.")]
    [InlineData("{% macro m(a, a) %}{% endmacro %}", "1:15 WF5111 Two parameters are named 'a'.")]
    [InlineData("{{ x | indent(1, 2, 3, 4) }}", "1:8 WF5013 The filter 'indent' takes at most 3 arguments, not 4.")]
    [InlineData("{{ x | indent(wide=1) }}", "1:15 WF5013 The filter 'indent' has no argument named 'wide'.")]
    [InlineData("{{ x | replace('a') }}", "1:8 WF5013 The filter 'replace' needs the argument 'new'.")]
    public void A_mistake_of_a_template_is_told_with_its_place(string text, string expected) => Mistakes(text).Should().Equal(expected);

    [Fact]
    public void Statements_nested_too_deeply_are_refused()
    {
        var text = new StringBuilder().Insert(0, "{% if a %}", 60).Insert(600, "{% endif %}", 60).ToString();

        Mistakes(text).Should().ContainSingle().Which.Should().Contain(TemplateCodes.TooDeep);
    }

    [Fact]
    public void What_is_computed_from_a_secret_makes_the_text_secret()
    {
        var inputs = new Dictionary<string, ExpressionValue> { ["token"] = ExpressionValue.Of("s3cret").AsSecret() };

        Parse("{% macro m(t) %}{{ t | upper }}{% endmacro %}{% set x = m(token) %}{{ x }}").Render(inputs).IsSecret.Should().BeTrue();
        Parse("{% if token %}set{% endif %}").Render(inputs).IsSecret.Should().BeFalse();
    }

    [Fact]
    public void Random_bytes_are_never_more_than_diagnostics()
    {
        var random = new Random(7);
        string[] parts = ["{{", "}}", "{%", "%}", "{#", "#}", "-", " if ", " for ", " in ", " endif ", " endfor ", " set ", " macro ", " block ", "a", "'", "(", ")", "|", ".", ",", "=", "\n", "1", " raw ", " endraw ", " call ", "{", "}", "[", "]", ":", "\\", "é"];
        for (var round = 0; round < 3_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => parts[random.Next(parts.Length)]));
            var diagnostics = new List<Diagnostic>();
            if (Template.TryParse(new TemplateSource(text, null, new(1, 1)), diagnostics, out var template))
            {
                template.Render(Inputs);
            }
            else
            {
                diagnostics.Should().NotBeEmpty().And.OnlyContain(found => found.Span.IsKnown);
            }
        }
    }

    private static Dictionary<string, ExpressionValue> Inputs
    {
        get
        {
            using var document = JsonDocument.Parse("""{"name":"Ada","xs":["a","b"],"user":{"b":2}}""");
            ExpressionValue.FromJson(document.RootElement.Clone()).TryGetMap(out var inputs);
            return inputs!.ToDictionary();
        }
    }

    private static TemplateResult Render(string text) => Parse(text).Render(Inputs, Load);

    private static TemplateLoad Load(string name, string? from)
    {
        if (!Files.TryGetValue(name, out var text))
        {
            return TemplateLoad.Missing("there is no such file");
        }

        var diagnostics = new List<Diagnostic>();
        return Template.TryParse(new TemplateSource(text, name, new(1, 1)), diagnostics, out var template)
            ? TemplateLoad.Of(template)
            : TemplateLoad.Broken(diagnostics);
    }

    private static Template Parse(string text)
    {
        var diagnostics = new List<Diagnostic>();
        Template.TryParse(new TemplateSource(text, null, new(1, 1)), diagnostics, out var template);
        diagnostics.Should().BeEmpty();
        return template!;
    }

    private static IEnumerable<string> Mistakes(string text)
    {
        var diagnostics = new List<Diagnostic>();
        Template.TryParse(new TemplateSource(text, null, new(1, 1)), diagnostics, out _).Should().BeFalse();
        return diagnostics.Select(found => $"{found.Span.Start} {found.Code} {found.Message}");
    }
}
