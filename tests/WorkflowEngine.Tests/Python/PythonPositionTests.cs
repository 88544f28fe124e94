using WorkflowEngine.Python;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Tests.Python;

public class PythonPositionTests
{
    [Fact]
    public void A_node_knows_its_first_line_and_column_and_its_last()
    {
        var call = (CallExpression)((ExpressionStatement)PythonParser.Parse("\n  \n(f)(\n  1,\n)\n").Body[0]).Value;
        Place(call).Should().Be((3, 0, 5, 1));
        Place(call.Function).Should().Be((3, 1, 3, 2));
        Place(call.Arguments[0]).Should().Be((4, 2, 4, 3));
    }

    [Fact]
    public void A_column_counts_code_points_and_not_characters_or_bytes()
    {
        var assignment = (AssignmentStatement)PythonParser.Parse("é = '😀😀', x").Body[0];
        var items = ((TupleExpression)assignment.Value).Items;
        Place(items[0]).Should().Be((1, 4, 1, 8));
        Place(items[1]).Should().Be((1, 10, 1, 11));
    }

    [Fact]
    public void Columns_after_a_string_over_several_lines_start_at_its_last_line()
    {
        var tuple = (TupleExpression)((ExpressionStatement)PythonParser.Parse("'''😀\nab😀''', x").Body[0]).Value;
        Place(tuple.Items[0]).Should().Be((1, 0, 2, 6));
        Place(tuple.Items[1]).Should().Be((2, 8, 2, 9));
    }

    [Fact]
    public void A_decorated_function_starts_at_def_and_ends_with_its_last_statement()
    {
        var function = (FunctionDefinition)PythonParser.Parse("@a\n@b.c(\n)\nasync def f():\n  x\n  y # z\n\n\nz").Body[0];
        Place(function).Should().Be((4, 0, 6, 3));
        Place(function.Decorators[0]).Should().Be((1, 1, 1, 2));
        Place(function.Decorators[1]).Should().Be((2, 1, 3, 1));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Every_kind_of_line_end_is_one_line(string end)
    {
        var module = PythonParser.Parse($"a{end}{end}'''x{end}y'''{end}b");
        module.Body.Select(s => s.Line).Should().Equal(1, 3, 5);
        ((StringLiteral)((ExpressionStatement)module.Body[1]).Value).Value.Should().Be("x\ny");
    }

    [Fact]
    public void A_generator_that_is_the_only_argument_has_the_brackets_of_the_call()
    {
        var call = (CallExpression)((ExpressionStatement)PythonParser.Parse("f(x for x in y)").Body[0]).Value;
        Place(call.Arguments[0]).Should().Be((1, 1, 1, 15));
    }

    private static (int, int, int, int) Place(PythonNode node) => (node.Line, node.Column, node.EndLine, node.EndColumn);
}
