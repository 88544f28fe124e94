using WorkflowEngine.Python;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Tests.Python;

public class PythonGrammarTests
{
    [Theory]
    [InlineData("\fdef f(): pass")]
    [InlineData("if x:\n\f  y\n  z")]
    [InlineData("import a.b.c as d, e")]
    [InlineData("from . import x")]
    [InlineData("from .. import (a, b,)")]
    [InlineData("from ... import *")]
    [InlineData("from .a import b as c")]
    [InlineData("*a")]
    [InlineData("print *a")]
    [InlineData("a, *b = c")]
    [InlineData("with a as b, c as (d, e): pass")]
    [InlineData("with (a as b, c as d,): pass")]
    [InlineData("with (a, b) as c: pass")]
    [InlineData("with (yield x): pass")]
    [InlineData("with (a), b: pass")]
    [InlineData("for x, in y: pass")]
    [InlineData("for x in *a, b: pass")]
    [InlineData("return")]
    [InlineData("del x,")]
    [InlineData("del ()")]
    [InlineData("try: x\nexcept: y\nexcept E: z")]
    [InlineData("try: x\nexcept* (A, B) as e: y\nelse: z\nfinally: w")]
    [InlineData("x: int = yield")]
    [InlineData("type X = int")]
    [InlineData("type X[T: int = str, *Ts = *tuple[int], **P = [int]] = list[T]")]
    [InlineData("def f[T](x: T, *args: *Ts, y=1, **k) -> T: pass")]
    [InlineData("class A[T](B, metaclass=C, **k): pass")]
    [InlineData("type = 1\nmatch = 1\ncase = 1\n_ = 1")]
    [InlineData("match(x)")]
    [InlineData("match[x] = 1")]
    [InlineData("match -x:\n  case -1: pass")]
    [InlineData("match x, *y:\n  case [a, *_] | {'k': 1, **r} | A(1, b=c) | 1+2j | None if z: pass\n  case _: pass")]
    [InlineData("match (x):\n  case a.b, (c as d): pass")]
    [InlineData("f\"{x:{y}}\" \"a\" f'{z!r:>{w}}'")]
    [InlineData("f'{a['b']}' f\"{\"x\" f\"{1}\"}\"")]
    [InlineData("f'{x = }{{}}{y=!s:^8}'")]
    [InlineData("f'''{\n x # comment\n}'''")]
    [InlineData("f'{lambda_}{(lambda: 1)}{a != b}{(a := 1)}{a:=1}'")]
    [InlineData("a if b else c if d else e")]
    [InlineData("lambda a, /, b=1, *c, d, **e: (yield)")]
    [InlineData("@a[0].b(c).d or (yield)\ndef f(): pass")]
    [InlineData("async def f():\n  async with a as b: pass\n  async for x in y: await z\n  return [x async for x in y if await z]")]
    [InlineData("(a): int = 1\na.b: int\na[0]: int")]
    [InlineData("f(a for a in b)(c)")]
    [InlineData("f(*a, b=1, *c, **d, e=2)")]
    [InlineData("{**a, 'b': c, (d := 1): 2}")]
    [InlineData("{a: b for c in d if e if f for g in h}")]
    [InlineData("x[a:b, c, *d, ::e]")]
    [InlineData("x[a:=1]")]
    [InlineData("-1 ** -1 @ ~x // y << 2 & 3 ^ 4 | 5")]
    [InlineData("not x in y and a not in b or c is not d < e")]
    [InlineData("1if x else 2")]
    [InlineData("x = 0xfor y")]
    [InlineData("if 1: pass\nelif 2: pass\nelse: pass\n")]
    [InlineData("x = [\n# comment\n1,\n\n  2]\n")]
    [InlineData("x = 1 \\\n  + 2")]
    [InlineData("def f():\n  \\\n  pass")]
    [InlineData("a; b; c;")]
    [InlineData("global x, y\nnonlocal z")]
    [InlineData("")]
    [InlineData("# only a comment")]
    [InlineData("\n\n   \n\t\n")]
    public void Valid_source_is_read_without_diagnostics(string source)
    {
        PythonParser.Parse(source).Diagnostics.Should().BeEmpty();
    }

    [Theory]
    [InlineData("x = 1 if 2 else")]
    [InlineData("[*a for a in b]")]
    [InlineData("f(*, a)")]
    [InlineData("def f(a, *): pass")]
    [InlineData("def f(*, **k): pass")]
    [InlineData("def f(a=1, b): pass")]
    [InlineData("def f(*a, /): pass")]
    [InlineData("def f(**k, a): pass")]
    [InlineData("global x,")]
    [InlineData("nonlocal")]
    [InlineData("match x: pass")]
    [InlineData("a = b = c += 1")]
    [InlineData("x = yield = 1")]
    [InlineData("(a, b): int")]
    [InlineData("{**a for a in b}")]
    [InlineData("{a: *b}")]
    [InlineData("x[a:b:=1]")]
    [InlineData("f(a=b:=1)")]
    [InlineData("a:=1")]
    [InlineData("f(a=1, b)")]
    [InlineData("f(**a, *b)")]
    [InlineData("f(x for x in y, 1)")]
    [InlineData("f(True=1)")]
    [InlineData("f(a.b=1)")]
    [InlineData("f() = 1")]
    [InlineData("(*a) = 1")]
    [InlineData("a + 1 = 2")]
    [InlineData("[a, 1] = 2")]
    [InlineData("None = 1")]
    [InlineData("x, y += 1")]
    [InlineData("del f()")]
    [InlineData("del *a")]
    [InlineData("for f() in x: pass")]
    [InlineData("import a from b")]
    [InlineData("from a import b,")]
    [InlineData("from a import ()")]
    [InlineData("except: pass")]
    [InlineData("try: pass")]
    [InlineData("try: pass\nexcept A, B: pass")]
    [InlineData("try: pass\nexcept A: pass\nexcept* B: pass")]
    [InlineData("class A(x for x in y): pass")]
    [InlineData("def f[](): pass")]
    [InlineData("lambda (a): 1")]
    [InlineData("3 * not 3")]
    [InlineData("x = not")]
    [InlineData("a b")]
    [InlineData("a <> b")]
    [InlineData("a ? b")]
    [InlineData("a $ b")]
    [InlineData("012")]
    [InlineData("1__0")]
    [InlineData("0x")]
    [InlineData("0b2")]
    [InlineData("1e")]
    [InlineData("1_")]
    [InlineData("1abc")]
    [InlineData("b'é'")]
    [InlineData("'a' b'b'")]
    [InlineData("'\\x1'")]
    [InlineData("'\\u12'")]
    [InlineData("'\\U00110000'")]
    [InlineData("'\\N{NO SUCH NAME}'")]
    [InlineData("f'{}'")]
    [InlineData("f'{a'")]
    [InlineData("f'}'")]
    [InlineData("f'{a!x}'")]
    [InlineData("f'{a:{b:{c:{d}}}}'")]
    [InlineData("f'{a b}'")]
    [InlineData("€ = 1")]
    [InlineData("x = 1\u00A0")]
    public void Source_that_CPython_refuses_is_refused(string source)
    {
        PythonParser.Parse(source).Diagnostics.Should().NotBeEmpty();
    }

    [Fact]
    public void Operators_bind_as_in_Python()
    {
        Value("a + b * c ** -d").Should().BeOfType<BinaryExpression>()
            .Which.Right.Should().BeOfType<BinaryExpression>()
            .Which.Right.Should().BeOfType<BinaryExpression>()
            .Which.Operator.Should().Be(BinaryOperator.Power);
        Value("-a ** b").Should().BeOfType<UnaryExpression>();
        Value("a - b - c").Should().BeOfType<BinaryExpression>().Which.Left.Should().BeOfType<BinaryExpression>();
        Value("not a == b").Should().BeOfType<UnaryExpression>().Which.Operand.Should().BeOfType<CompareExpression>();
        Value("a < b < c").Should().BeOfType<CompareExpression>().Which.Operators.Should().HaveCount(2);
        Value("a or b and c or d").Should().BeOfType<BooleanExpression>().Which.Operands.Should().HaveCount(3);
        Value("await a ** b").Should().BeOfType<BinaryExpression>();
    }

    [Fact]
    public void A_debug_field_keeps_the_text_before_its_equals_sign()
    {
        var field = (ReplacementField)((FormattedString)Value("f'{ x = !r:>8}'")).Parts[0];
        field.DebugText.Should().Be(" x = ");
        field.Conversion.Should().Be('r');
        field.Format!.Parts.Should().ContainSingle().Which.Should().BeOfType<StringLiteral>().Which.Value.Should().Be(">8");
    }

    private static PythonExpression Value(string source) =>
        ((ExpressionStatement)PythonParser.Parse(source).Body.Single()).Value;
}
