using System.Diagnostics;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python;
using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Tests.Python.Evaluation;

[Collection(nameof(TimedTests))]
public sealed class PythonHostileProgramTests
{
    [Theory]
    [InlineData("while True: pass", PythonRunCodes.TooManySteps)]
    [InlineData("while True:\n    try:\n        1 / 0\n    except Exception:\n        pass", PythonRunCodes.TooManySteps)]
    [InlineData("def f():\n    try:\n        f()\n    finally:\n        f()\nf()", PythonRunCodes.TooDeep)]
    [InlineData("x = 10 ** 10 ** 8", PythonRunCodes.IntegerTooLarge)]
    [InlineData("x = 1 << 10 ** 9", PythonRunCodes.IntegerTooLarge)]
    [InlineData("x = 3\nwhile True: x = x * x", PythonRunCodes.IntegerTooLarge)]
    [InlineData("import math\nmath.factorial(10 ** 9)", PythonRunCodes.IntegerTooLarge)]
    [InlineData("import math\nmath.perm(10 ** 9)", PythonRunCodes.IntegerTooLarge)]
    [InlineData("x = [0] * 10 ** 9", PythonRunCodes.CollectionTooLarge)]
    [InlineData("x = [0] * (10 ** 9 * 10 ** 9)", PythonRunCodes.CollectionTooLarge)]
    [InlineData("x = list(range(10 ** 12))", PythonRunCodes.CollectionTooLarge)]
    [InlineData("x = {i for i in range(10 ** 12)}", PythonRunCodes.TooMuchMemory, PythonRunCodes.CollectionTooLarge)]
    [InlineData("sum(range(10 ** 12))", PythonRunCodes.TooManySteps)]
    [InlineData("10 ** 12 in (x for x in range(10 ** 15))", PythonRunCodes.TooManySteps)]
    [InlineData("x = 'a' * 10 ** 9", PythonRunCodes.TextTooLong)]
    [InlineData("x = bytes(10 ** 9)", PythonRunCodes.TextTooLong)]
    [InlineData("x = f'{1:1000000000}'", PythonRunCodes.TextTooLong)]
    [InlineData("x = '%1000000000d' % 1", PythonRunCodes.TextTooLong)]
    [InlineData("x = '{:>1000000000}'.format(1)", PythonRunCodes.TextTooLong)]
    [InlineData("x = 'a'.ljust(10 ** 9)", PythonRunCodes.TextTooLong)]
    [InlineData("x = '\\t'.expandtabs(10 ** 9)", PythonRunCodes.TextTooLong)]
    [InlineData("x = ('a' * 10000).replace('a', 'b' * 10000)", PythonRunCodes.TextTooLong)]
    [InlineData("x = 'ab'\nwhile True: x += x", PythonRunCodes.TextTooLong, PythonRunCodes.TooMuchMemory)]
    [InlineData("l = []\nwhile True: l.append('x' * 100000)", PythonRunCodes.TooMuchMemory)]
    [InlineData("l = []\nwhile True: l.append([])", PythonRunCodes.TooManySteps, PythonRunCodes.TooMuchMemory, PythonRunCodes.CollectionTooLarge)]
    [InlineData("l = []\nfor i in range(10 ** 9): l = [l, l]\nprint(l)", PythonRunCodes.TooMuchMemory, PythonRunCodes.TooDeep)]
    [InlineData("l = []\nfor i in range(100): l = [l, l]\nprint(l)", PythonRunCodes.TooManySteps, PythonRunCodes.TooMuchMemory, PythonRunCodes.TextTooLong)]
    [InlineData("a = []\nfor i in range(100000): a = [a]\nprint(a)", PythonRunCodes.TooDeep)]
    [InlineData("a = []\nb = []\nfor i in range(100000): a, b = [a], [b]\na == b", PythonRunCodes.TooDeep)]
    [InlineData("a = ()\nfor i in range(100000): a = (a,)\n{a: 1}", PythonRunCodes.TooDeep)]
    [InlineData("t = (int,) * 100000\nwhile True: isinstance('a', t)", PythonRunCodes.TooManySteps)]
    [InlineData("t = (int,) * 100000\nwhile True: issubclass(str, t)", PythonRunCodes.TooManySteps)]
    [InlineData("t = int\nfor i in range(100000): t = (t,)\nisinstance('a', t)", PythonRunCodes.TooDeep)]
    [InlineData("while True: print('x' * 1000)", PythonRunCodes.TooMuchOutput)]
    [InlineData("def f(): return f()\nf()", PythonRunCodes.TooDeep)]
    [InlineData("f = lambda: f()\nf()", PythonRunCodes.TooDeep)]
    [InlineData("class A:\n    def __repr__(self): return repr(self)\nrepr(A())", PythonRunCodes.TooDeep)]
    [InlineData("class A:\n    def __eq__(self, other): return self == other\nA() == A()", PythonRunCodes.TooDeep)]
    [InlineData("def g():\n    yield from g()\nlist(g())", PythonRunCodes.TooDeep)]
    [InlineData("x = range(3)\nfor i in range(100000): x = map(str, x)\nlist(x)", PythonRunCodes.TooDeep, PythonRunCodes.TooMuchMemory)]
    [InlineData("import re\nre.match('(a+)+$', 'a' * 30000 + 'b')", "")]
    [InlineData("import re\nre.match(r'(a)\\1', 'aa')", PythonRunCodes.NotSupported)]
    [InlineData("import re\nre.match('(a{1000}){1000}', 'a')", PythonRunCodes.NotSupported, "")]
    [InlineData("('a' * 500000).find('a' * 250000 + 'b')", PythonRunCodes.TooManySteps)]
    [InlineData("().__class__", PythonRunCodes.PrivateAttribute)]
    [InlineData("'{0.__class__}'.format(1)", PythonRunCodes.PrivateAttribute)]
    [InlineData("f'{(1).__class__}'", PythonRunCodes.PrivateAttribute)]
    [InlineData("getattr((), '__class__')", PythonRunCodes.PrivateAttribute)]
    [InlineData("hasattr((), '__subclasses__')", PythonRunCodes.PrivateAttribute)]
    [InlineData("(lambda: 0).__globals__", PythonRunCodes.PrivateAttribute)]
    [InlineData("class A: pass\nA.__bases__ = ()", PythonRunCodes.PrivateAttribute)]
    [InlineData("try:\n    ().__class__\nexcept BaseException:\n    pass", PythonRunCodes.PrivateAttribute)]
    [InlineData("eval('1')", PythonRunCodes.ForbiddenName)]
    [InlineData("exec", PythonRunCodes.ForbiddenName)]
    [InlineData("open('/etc/passwd')", PythonRunCodes.ForbiddenName)]
    [InlineData("__import__('os')", PythonRunCodes.ForbiddenName)]
    [InlineData("import os", PythonRunCodes.ForbiddenImport)]
    [InlineData("from subprocess import run", PythonRunCodes.ForbiddenImport)]
    [InlineData("from . import x", PythonRunCodes.ForbiddenImport)]
    public void A_hostile_program_ends_soon_and_says_why(string source, params string[] codes)
    {
        PythonEvaluator.Run(PythonParser.Parse("print([1])"));
        var watch = Stopwatch.StartNew();

        var run = EvaluatedPython.Run(source);

        // A fraction of a second of a processor, which a busy machine may not give at once; 'hostile' of the benchmarks measures it.
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
        codes.Should().Contain(EvaluatedPython.Ending(run));
    }

    [Theory]
    [InlineData("class A: pass\nx = A()\nx.a = x\nwhile True: x", ".a")]
    [InlineData("x = [0]\nx[0] = x\nwhile True: x", "[0]")]
    [InlineData("x = 1\nwhile True: x", " and x")]
    [InlineData("x = 1\nwhile True: x", " is x")]
    [InlineData("x = 1\nwhile True: ", "(x if x else x),")]
    [InlineData("x = 0\nwhile True:\n    if x: pass\n", "    elif x: pass\n")]
    [InlineData("x = 0\nwhile True:\n", "    pass\n")]
    [InlineData("x = 0\nwhile True:\n  match x:\n    case 1", " | 2")]
    [InlineData("while True: import math", ", math")]
    public void A_statement_costs_what_its_size_is(string start, string part)
    {
        var many = start + string.Concat(Enumerable.Repeat(part, 1500)) + (start.Contains("match", StringComparison.Ordinal) ? ": pass" : "");
        var watch = Stopwatch.StartNew();

        var run = EvaluatedPython.Run(many);

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
        EvaluatedPython.Ending(run).Should().Be(PythonRunCodes.TooManySteps);
    }

    [Theory]
    [InlineData("n = m = 3 ** 80000\nm = n + 0 * n\nwhile True: n == m")]
    [InlineData("s = '1' * 1000000\nwhile True: s.isdigit()")]
    [InlineData("s = '9' * 4000\nwhile True: int(s)")]
    [InlineData("import textwrap\ns = ' a\\n' * 100000\nwhile True: textwrap.dedent(s)")]
    public void Work_on_large_values_costs_what_their_size_is(string source)
    {
        var watch = Stopwatch.StartNew();

        var run = EvaluatedPython.Run(source);

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
        EvaluatedPython.Ending(run).Should().BeOneOf(PythonRunCodes.TooManySteps, PythonRunCodes.TooMuchMemory);
    }

    [Fact]
    public void A_long_chain_of_operators_fits_on_a_small_stack()
    {
        var source = "x = " + string.Join(" + ", Enumerable.Repeat("1", 2500)) + "\nprint(x)";
        var output = "";
        var thread = new Thread(() => output = PythonEvaluator.Run(PythonParser.Parse(source)).Output + "done", 1024 * 1024);
        thread.Start();
        thread.Join();

        output.Should().EndWith("done");
    }
}
