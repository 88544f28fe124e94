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
}
