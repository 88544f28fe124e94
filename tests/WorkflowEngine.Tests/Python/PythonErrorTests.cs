using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Tests.Python;

public class PythonErrorTests
{
    [Theory]
    [InlineData("x = (\n1,\n\ny z)", 4, "invalid syntax. Perhaps you forgot a comma?", 1)]
    [InlineData("f(a,\n  b\n  c)", 2, "invalid syntax. Perhaps you forgot a comma?", 3)]
    [InlineData("x = [1, 2\ny = 3\n", 1, "'[' was never closed", 5)]
    [InlineData("a\nb)\n", 2, "unmatched ')'", 2)]
    [InlineData("(\n]", 2, "closing parenthesis ']' does not match opening parenthesis '(' on line 1", 1)]
    [InlineData("if x:\ny", 2, "expected an indented block after 'if' statement on line 1", 1)]
    [InlineData("if x\n  y", 1, "expected ':'", 5)]
    [InlineData("  x", 1, "unexpected indent", 3)]
    [InlineData("if x:\n    y\n  z", 3, "unindent does not match any outer indentation level", 3)]
    [InlineData("def f():\n\tx\n        y\n", 3, "inconsistent use of tabs and spaces in indentation", 1)]
    [InlineData("x = 'abc\ny", 1, "unterminated string literal (detected at line 1)", 5)]
    [InlineData("\nx = '''abc\ny", 2, "unterminated triple-quoted string literal (detected at line 3)", 5)]
    [InlineData("x = f'{a}b\ny", 1, "unterminated f-string literal (detected at line 1)", 5)]
    [InlineData("a \\ b", 1, "unexpected character after line continuation character", 4)]
    [InlineData("a = \\", 1, "unexpected EOF while parsing", 6)]
    [InlineData("f() = 1", 1, "cannot assign to function call here. Maybe you meant '==' instead of '='?", 1)]
    [InlineData("print 'a'", 1, "Missing parentheses in call to 'print'. Did you mean print(...)?", 1)]
    [InlineData("f(a=1, b)", 1, "positional argument follows keyword argument", 9)]
    [InlineData("try:\n  x\ny", 3, "expected 'except' or 'finally' block", 1)]
    [InlineData("f'{}'", 1, "f-string: valid expression required before '}'", 4)]
    [InlineData("x = 1a", 1, "invalid decimal literal", 6)]
    [InlineData("x = 0777", 1, "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers", 5)]
    [InlineData("€", 1, "invalid character '€' (U+20AC)", 1)]
    [InlineData("x = 1\0", 1, "source code string cannot contain null bytes", 1)]
    public void The_first_error_has_its_line_column_and_reason(string source, int line, string message, int column)
    {
        var diagnostic = PythonParser.Parse(source, "a.py").Diagnostics[0];
        diagnostic.Message.Should().Be(message);
        diagnostic.Span.Start.Should().Be(new SourcePosition(line, column));
        diagnostic.Code.Should().Be(PythonCodes.Syntax);
        diagnostic.File.Should().Be("a.py");
    }

    [Fact]
    public void Definitions_after_a_broken_one_are_still_found()
    {
        var module = PythonParser.Parse("""
            import os

            @workflow(name="a"
            def first(ctx):
                pass

            x = = 1

            @workflow(name="b")
            def second(ctx):
                if True
                    pass

            @workflow(name="c")
            async def third(ctx):
                pass
            """);
        module.Body.OfType<FunctionDefinition>().Select(f => f.Name).Should().Equal("first", "third");
        module.Body[0].Should().BeOfType<ImportStatement>();
        module.Diagnostics.Select(d => d.Span.Start.Line).Should().Equal(3, 7, 11);
    }

    [Fact]
    public void An_unterminated_string_hides_only_what_is_on_its_line()
    {
        var module = PythonParser.Parse("@a(name='x)\ndef f(): pass\n\n@b\ndef g(): pass\n");
        module.Diagnostics.Should().ContainSingle();
        module.Body.OfType<FunctionDefinition>().Select(f => f.Name).Should().Equal("f", "g");
    }

    [Fact]
    public void Statements_before_the_error_are_kept()
    {
        var module = PythonParser.Parse("a = 1\n'''\ndef f(): pass\n");
        module.Body.Should().HaveCount(2);
        module.Body[1].Line.Should().Be(3);
    }

    [Fact]
    public void Only_so_many_errors_are_reported()
    {
        var source = string.Concat(Enumerable.Repeat("def f(:\n", 1000));
        PythonParser.Parse(source).Diagnostics.Should().HaveCount(PythonReaderLimits.Default.MaxErrors);
    }
}
