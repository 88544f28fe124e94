using System.Text;
using WorkflowEngine.Definitions;
using WorkflowEngine.Planning.Plue;
using WorkflowEngine.Tests.Python.Fuzz;

namespace WorkflowEngine.Tests.Python;

public sealed class PythonFuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Programs_that_nobody_would_write_are_read_and_planned_without_an_exception(int seed)
    {
        var mutation = new PythonMutation(seed);
        for (var i = 0; i < 200; i++)
        {
            var program = mutation.Next(PythonMutation.Seeds);
            var read = () => PlueFile.Read(program, "fuzz.py", Scope.Default);
            read.Should().NotThrow("the program is {0}", Convert.ToBase64String(program));
        }
    }

    [Theory]
    [InlineData("f = lambda *, k=1, k=2: k", "duplicate argument 'k' in function definition")]
    [InlineData("def f(a, *a): pass", "duplicate argument 'a' in function definition")]
    [InlineData("x = {}\nx[lambda: 0] += 1", "KeyError")]
    [InlineData("x = {}\nfor x[lambda: 0] in [1]: pass", null)]
    [InlineData("x = {}\nfor x[[i for i in (1, 2)][0]] in [1]: pass", null)]
    public void What_was_broken_once_is_not_broken_any_more(string program, string? message)
    {
        var result = PlueFile.Read(Encoding.UTF8.GetBytes("\n" + program + "\n@workflow(triggers=[push()])\ndef f(ctx): ctx.run('x')\n"), "fuzz.py", Scope.Default);

        if (message is null)
        {
            result.Diagnostics.Should().BeEmpty();
        }
        else
        {
            result.Diagnostics[0].Message.Should().Contain(message);
            result.Diagnostics[0].Span.Start.Line.Should().BeGreaterThan(1);
        }
    }
}
