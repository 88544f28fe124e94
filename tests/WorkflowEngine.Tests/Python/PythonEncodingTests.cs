using System.Text;
using WorkflowEngine.Python;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Tests.Python;

public class PythonEncodingTests
{
    [Theory]
    [InlineData("# coding: latin-1\nx = 'é'", "iso-8859-1")]
    [InlineData("#!/usr/bin/python\n# -*- coding: ISO-8859-1 -*-\nx = 'é'", "iso-8859-1")]
    [InlineData("# vim: set fileencoding=utf-8 :\nx = 'é'", "utf-8")]
    [InlineData("x = 'é'", "utf-8")]
    [InlineData("# coding: cp1252\nx = 'é'", "iso-8859-1")]
    public void A_file_is_read_in_the_encoding_that_it_names(string source, string encoding)
    {
        var module = PythonParser.Parse(Encoding.GetEncoding(encoding).GetBytes(source));
        var value = ((AssignmentStatement)module.Body[0]).Value;
        value.Should().BeOfType<StringLiteral>().Which.Value.Should().Be("é");
    }

    [Fact]
    public void A_byte_order_mark_is_no_character()
    {
        var module = PythonParser.Parse([0xEF, 0xBB, 0xBF, (byte)'x']);
        module.Body.Should().ContainSingle().Which.Column.Should().Be(0);
    }

    [Fact]
    public void An_encoding_on_the_third_line_or_after_code_counts_for_nothing()
    {
        PythonParser.Parse("\n\n# coding: nonsense\n"u8).IsValid.Should().BeTrue();
        PythonParser.Parse("x = 1\n# coding: nonsense\n"u8).IsValid.Should().BeTrue();
        PythonParser.Parse("\n# coding: nonsense\n"u8).Diagnostics[0].Message.Should().Be("unknown encoding: nonsense");
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_told_with_their_line()
    {
        byte[] bytes = [(byte)'x', (byte)'\n', (byte)'#', 0xE9, (byte)'\n'];
        var diagnostic = PythonParser.Parse(bytes).Diagnostics.Should().ContainSingle().Which;
        diagnostic.Span.Start.Line.Should().Be(2);
        diagnostic.Message.Should().Contain("0xe9 in position 1");
    }

    [Fact]
    public void A_mark_of_UTF8_before_another_encoding_is_a_contradiction()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. "# coding: latin-1"u8];
        PythonParser.Parse(bytes).Diagnostics[0].Message.Should().Be("encoding problem: latin-1 with BOM");
    }
}
