using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Tests.Python.Evaluation;

public sealed class PythonRunTests
{
    [Fact]
    public void A_host_provides_objects_and_calls_functions_of_the_program()
    {
        var steps = new List<string>();
        var modules = PythonModules.Standard.With("plan", new Dictionary<string, object>
        {
            ["step"] = new BuiltinFunction("step", (_, arguments) =>
            {
                steps.Add((string)arguments.Bind("step", 1, "name", "run")[0]!);
                return Values.None;
            }),
        });
        var run = EvaluatedPython.Run("from plan import step\nasync def ci(ctx):\n    for n in ctx.names: await ctx.go(n)\n    return len(ctx.names)", modules);

        var result = run.Call(run.Global("ci")!, [new Context(steps)]);

        run.Diagnostics.Should().BeEmpty();
        result.Should().Be(2L);
        steps.Should().Equal("build", "test");
    }

    [Fact]
    public void An_exception_that_nothing_catches_is_a_diagnostic_with_its_place()
    {
        var run = EvaluatedPython.Run("def f(x):\n    return 1 + x['a']\n\nf({})\n");

        run.Diagnostics.Should().ContainSingle().Which.ToString().Should().Be("-:2:16: error WF1201: KeyError: 'a'");
        run.Traceback.Select(point => (point.Function, point.Span.Start.Line)).Should().Equal(("f", 2), ("<module>", 4));
    }

    [Fact]
    public void Calls_share_the_steps_of_the_module()
    {
        var run = EvaluatedPython.Run("def f():\n    for i in range(350): pass", limits: PythonLimits.Default with { Steps = 1000 });

        run.Call(run.Global("f")!, []);
        run.Diagnostics.Should().BeEmpty();
        run.Call(run.Global("f")!, []);

        run.Diagnostics.Should().ContainSingle().Which.Code.Should().Be(PythonRunCodes.TooManySteps);
    }

    [Theory]
    [InlineData("x = 1\nimport os", "-:2:8: error WF1211: Module 'os' cannot be imported in workflow code.")]
    [InlineData("x = [1,\n  ().__class__]", "-:2:3: error WF1209: Attribute '__class__' is private and cannot be used.")]
    [InlineData("x = eval('1')", "-:1:5: error WF1210: 'eval' cannot be used in workflow code.")]
    public void What_is_refused_is_reported_at_its_place(string source, string expected) =>
        EvaluatedPython.Run(source).Diagnostics.Should().ContainSingle().Which.ToString().Should().Be(expected);

    [Fact]
    public void What_a_function_prints_later_is_in_the_output_too()
    {
        var run = EvaluatedPython.Run("print('a')\ndef f(*, n): print(n)");

        run.Call(run.Global("f")!, [], new Dictionary<string, object> { ["n"] = 5L });

        run.Output.Should().Be("a\n5\n");
    }

    private sealed class Context(List<string> steps) : PythonObject
    {
        public override string TypeName => "Context";

        public override object? GetAttribute(Interpreter vm, string name) => name switch
        {
            "names" => new PythonList(["build", "test"]),
            "go" => new BuiltinFunction("go", (_, arguments) =>
            {
                steps.Add((string)arguments.Take("go", 1, 1)[0]);
                return this;
            }),
            _ => null,
        };
    }
}
