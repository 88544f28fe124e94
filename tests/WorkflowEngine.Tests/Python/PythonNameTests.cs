using WorkflowEngine.Python;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Tests.Python;

public class PythonNameTests
{
    [Theory]
    [InlineData("café", "café")]
    [InlineData("cafe\u0301", "café")]
    [InlineData("ﬁle", "file")]
    [InlineData("𝓌orkflow", "workflow")]
    [InlineData("ªº", "ao")]
    [InlineData("日本語", "日本語")]
    [InlineData("\u1112\u1161\u11ab", "한")]
    [InlineData("s\u0323\u0307", "ṩ")]
    [InlineData("s\u0307\u0323", "ṩ")]
    [InlineData("a·", "a·")]
    public void A_name_has_the_form_in_which_Python_compares_names(string source, string expected)
    {
        var expression = ((ExpressionStatement)PythonParser.Parse(source).Body.Single()).Value;
        expression.Should().BeOfType<NameExpression>().Which.Name.Should().Be(expected);
    }

    [Fact]
    public void Equal_names_are_one_string()
    {
        var tuple = (TupleExpression)((ExpressionStatement)PythonParser.Parse("abc, abc").Body.Single()).Value;
        ((NameExpression)tuple.Items[0]).Name.Should().BeSameAs(((NameExpression)tuple.Items[1]).Name);
    }

    [Theory]
    [InlineData("²")]
    [InlineData("·a")]
    [InlineData("a²")]
    [InlineData("😀")]
    public void What_is_no_letter_is_no_name(string source)
    {
        PythonParser.Parse(source).Diagnostics[0].Message.Should().StartWith("invalid character");
    }
}
