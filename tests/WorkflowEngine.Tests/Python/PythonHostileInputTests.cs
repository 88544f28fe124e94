using System.Text;
using WorkflowEngine.Python;

namespace WorkflowEngine.Tests.Python;

public class PythonHostileInputTests
{
    private const int Many = 100_000;

    private static readonly string[] Fragments =
    [
        "(", ")", "[", "]", "{", "}", "'", "\"", "'''", "\"\"\"", "f'", "f\"\"\"", "{", "}", ":", "=", ":=", ",", ".", "...",
        "*", "**", "@", "\\", "\n", "\n  ", "\n\t", "\n        ", " ", "#", "!", "!r", "\r", "\f", "\0", "é", "😀", "\uD800",
        "if ", "else", "for ", " in ", "def f", "class ", "lambda ", "yield ", "await ", "async ", "match x", "case ", "type ",
        "try", "except", "with ", " as ", "import ", "from ", "not ", "and ", "return ", "del ", "1", "0x", "1e", "1j", "x",
        "b'", "rb'", "\\N{", "\\x", "print ", "global ", "->", ";", "%", "<>", "~", "-", "pass",
    ];

    [Theory]
    [InlineData("(", "")]
    [InlineData("[", "")]
    [InlineData("{", "")]
    [InlineData("(", ")")]
    [InlineData("f(", ")")]
    [InlineData("[x for x in ", "]")]
    [InlineData("-", "")]
    [InlineData("not ", "")]
    [InlineData("lambda: ", "")]
    [InlineData("1 if 1 else ", "")]
    [InlineData("2**", "")]
    [InlineData("await ", "")]
    [InlineData("a.", "")]
    [InlineData("a+", "")]
    [InlineData("a[0]", "")]
    [InlineData("f()", "")]
    [InlineData("f'{", "")]
    [InlineData("f'{x:", "")]
    [InlineData("*", "")]
    [InlineData("@", "")]
    [InlineData("\\\n", "")]
    [InlineData("with (", "")]
    [InlineData("match (", "")]
    [InlineData("match ", "")]
    [InlineData("a <", "")]
    [InlineData("a and ", "")]
    [InlineData("if x:", "")]
    [InlineData("x = ", "")]
    public void A_file_of_one_thing_over_and_over_gets_an_answer(string open, string close)
    {
        var source = string.Concat(Enumerable.Repeat(open, Many)) + "1" + string.Concat(Enumerable.Repeat(close, Many));
        var module = PythonParser.Parse(source);
        (module.Diagnostics.Length + module.Body.Length).Should().BePositive();
    }

    [Theory]
    [InlineData("match x:\n  case ", "[")]
    [InlineData("match x:\n  case ", "A(")]
    [InlineData("match x:\n  case ", "{1: ")]
    [InlineData("import a", ".a")]
    [InlineData("from ", ".")]
    [InlineData("x = 'a'", " 'a'")]
    [InlineData("x = f'a'", " f'{a}'")]
    [InlineData("if x:\n  y\n", "elif x:\n  y\n")]
    [InlineData("a = '", "😀")]
    [InlineData("😀 = '", "😀é")]
    [InlineData("", "def f(:\n")]
    [InlineData("", "@a(\n")]
    [InlineData("", "'''\n")]
    [InlineData("", "match(x)\n")]
    [InlineData("", "with (a): pass\n")]
    public void Repetition_after_a_start_gets_an_answer(string start, string repeated)
    {
        var module = PythonParser.Parse(start + string.Concat(Enumerable.Repeat(repeated, Many)));
        (module.Diagnostics.Length + module.Body.Length).Should().BePositive();
    }

    [Fact]
    public void Brackets_nest_two_hundred_deep_and_no_deeper()
    {
        PythonParser.Parse(new string('(', 200) + new string(')', 200)).IsValid.Should().BeTrue();
        PythonParser.Parse(new string('(', 201) + new string(')', 201)).Diagnostics[0].Message
            .Should().Be("too many nested parentheses");
    }

    [Fact]
    public void Blocks_nest_less_than_a_hundred_deep()
    {
        PythonParser.Parse(Nested(99)).IsValid.Should().BeTrue();
        PythonParser.Parse(Nested(100)).Diagnostics[0].Message.Should().Be("too many levels of indentation");

        static string Nested(int depth) =>
            string.Concat(Enumerable.Range(0, depth).Select(i => new string(' ', i) + "if x:\n")) + new string(' ', depth) + "y\n";
    }

    [Fact]
    public void A_tree_is_never_higher_than_the_limit()
    {
        var limits = new PythonReaderLimits { MaxHeight = 50 };
        PythonParser.Parse("1" + string.Concat(Enumerable.Repeat("+1", 49)), limits: limits).IsValid.Should().BeTrue();
        PythonParser.Parse("1" + string.Concat(Enumerable.Repeat("+1", 50)), limits: limits).IsValid.Should().BeFalse();
        PythonParser.Parse("[" + string.Concat(Enumerable.Repeat("a.b,", 1000)) + "]", limits: limits).IsValid.Should().BeTrue();
    }

    [Fact]
    public void A_file_over_the_size_limit_is_refused_unread()
    {
        var limits = new PythonReaderLimits { MaxLength = 10 };
        PythonParser.Parse("x = 12345678"u8, limits: limits).Diagnostics.Should().ContainSingle();
        PythonParser.Parse("x = 12345678", limits: limits).Diagnostics.Should().ContainSingle();
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(7);
        var bytes = new byte[300];
        for (var round = 0; round < 2000; round++)
        {
            random.NextBytes(bytes);
            var length = random.Next(bytes.Length);
            var act = () => PythonParser.Parse(bytes.AsSpan(0, length));
            act.Should().NotThrow();
        }
    }

    [Fact]
    public void Random_mixtures_of_Python_never_throw()
    {
        var random = new Random(11);
        for (var round = 0; round < 20_000; round++)
        {
            var source = new StringBuilder();
            for (var i = random.Next(30); i >= 0; i--)
            {
                source.Append(Fragments[random.Next(Fragments.Length)]);
            }

            var text = source.ToString();
            var act = () => PythonParser.Parse(text);
            act.Should().NotThrow("{0} is only text", text);
        }
    }
}
