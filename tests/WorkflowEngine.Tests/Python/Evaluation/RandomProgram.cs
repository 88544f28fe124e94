using System.Globalization;
using System.Text;

namespace WorkflowEngine.Tests.Python.Evaluation;

/// <summary>Writes programs of the subset that is evaluated; most expressions fit their place, some do not.</summary>
internal sealed class RandomProgram
{
    private static readonly string[] Kinds = ["int", "float", "str", "bool", "list", "dict", "tuple", "set"];

    private static readonly string[] Integers =
        ["0", "1", "2", "3", "-1", "-7", "10", "255", "1000003", "9223372036854775807", "-9223372036854775808", "12345678901234567890123", "(2**63)", "(10**20)"];

    private static readonly string[] Floats = ["0.0", "1.5", "-2.25", "0.1", "1e16", "3.0", "1e-7", "-0.0", "123456.789", "2.675", "1e300", "float('inf')"];

    private static readonly string[] Strings =
        ["''", "'a'", "'abc'", "'Hello World'", "'a,b,c'", "'  x '", "\"it's\"", "'é😀z'", "'12'", "'x\\ty\\n'", "'%s'", "'AbC'", "'aaa'", "'-5'", "'1.5'"];

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, List<string>> _names = [];
    private int _counter;

    private RandomProgram(int seed) => _random = new Random(seed);

    public static string Write(int seed)
    {
        var program = new RandomProgram(seed);
        program.Body();
        return program._text.ToString();
    }

    private int Next(int count) => _random.Next(count);

    private string Pick(params ReadOnlySpan<string> choices) => choices[Next(choices.Length)];

    private void Body()
    {
        foreach (var kind in Kinds)
        {
            Line(0, $"{Define(kind)} = {Literal(kind)}");
        }

        Functions();
        for (var i = 3 + Next(8); i > 0; i--)
        {
            Guarded();
        }

        if (Next(4) == 0)
        {
            Line(0, $"print({Any(3)})");
        }
    }

    private void Functions()
    {
        Line(0, $"def f0(a, b={Literal("int")}, *args, k={Literal("str")}, **kw):");
        Line(1, "return (a, b, args, k, sorted(kw.items()))");
        Line(0, "def f1(n):");
        Line(1, $"return {Literal("int")} if n <= 0 else f1(n - 1) + n");
        Line(0, "def f2(x):");
        Line(1, "count = 0");
        Line(1, "def inner(y):");
        Line(2, "nonlocal count");
        Line(2, "count += 1");
        Line(2, "return (x, y, count)");
        Line(1, "return inner(1), inner(2)");
        Line(0, "def f3(n):");
        Line(1, "for i in range(n):");
        Line(2, $"if i % 2 == {Next(2)}: yield i");
        Line(1, "yield 'end'");
    }

    private void Guarded()
    {
        Line(0, "try:");
        for (var i = 1 + Next(3); i > 0; i--)
        {
            Statement(1, 2);
        }

        Line(0, Pick("except Exception as e:", "except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError) as e:"));
        Line(1, "print(type(e).__name__)");
        if (Next(4) == 0)
        {
            Line(0, "else:");
            Statement(1, 0);
        }

        if (Next(4) == 0)
        {
            Line(0, "finally:");
            Line(1, "print('finally')");
        }
    }

    private void Statement(int indent, int depth)
    {
        switch (Next(depth > 0 ? 14 : 9))
        {
            case 0 or 1 or 2 or 3:
                Line(indent, $"print({Any(3)}{(Next(3) == 0 ? ", " + Any(2) : "")})");
                break;
            case 4 or 5:
                var kind = Pick(Kinds);
                // In a loop a value that is made from itself grows beyond all bounds.
                var value = indent > 1 ? Literal(kind) : Of(kind, 3);
                Line(indent, $"{Define(kind)} = {value}");
                break;
            case 6:
                Line(indent, indent > 1 ? "pass" : Augmented());
                break;
            case 7:
                Line(indent, indent > 1 ? "pass" : Mutation());
                break;
            case 8:
                Line(indent, Pick(
                    $"a, b = {Any(2)}", $"a, *b = {Any(2)}\n{Spaces(indent)}print(a, b)", $"assert {Any(2)}, {Of("str", 1)}",
                    $"raise {Pick("ValueError", "KeyError", "RuntimeError")}({Any(1)})", $"del {Name("list")}[{Of("int", 1)}]"));
                break;
            case 9 or 10:
                Line(indent, $"if {Any(2)}:");
                Statement(indent + 1, depth - 1);
                Line(indent, "else:");
                Statement(indent + 1, depth - 1);
                break;
            case 11 or 12:
                Loop(indent, depth);
                break;
            default:
                var left = $"n{_counter++}";
                Line(indent, $"{left} = 4");
                Line(indent, $"while {left} > {Next(3)}:");
                Line(indent + 1, $"{left} -= 1");
                Statement(indent + 1, depth - 1);
                break;
        }
    }

    private void Loop(int indent, int depth)
    {
        var name = $"i{_counter++}";
        Line(indent, $"for {name} in {Pick("range(4)", "enumerate('ab')", "f3(4)", $"list({Of(Pick("list", "tuple", "str", "dict"), 1)})[:8]")}:");
        if (Next(3) == 0)
        {
            Line(indent + 1, $"if {name} == {Literal("int")}: {Pick("break", "continue")}");
        }

        Line(indent + 1, $"print({name})");
        Statement(indent + 1, depth - 1);
        if (Next(3) == 0)
        {
            Line(indent, "else:");
            Line(indent + 1, "print('else')");
        }
    }

    private string Augmented()
    {
        var kind = Pick("int", "float", "str", "list", "tuple", "set");
        return kind switch
        {
            "int" => $"{Name(kind)} {Pick("+=", "-=", "*=", "//=", "%=", "|=", "^=", "&=")} {Of("int", 2)}",
            "float" => $"{Name(kind)} {Pick("+=", "-=", "*=", "/=")} {Of("float", 2)}",
            "set" => $"{Name(kind)} {Pick("|=", "&=", "-=", "^=")} {Of("set", 2)}",
            _ => $"{Name(kind)} += {Of(kind, 2)}",
        };
    }

    private string Mutation()
    {
        var (list, dict) = (Name("list"), Name("dict"));
        return Pick(
            $"{list}.append({Any(1)})", $"{list}.insert({Of("int", 1)}, {Any(1)})", $"{list}.extend({Of("tuple", 1)})", $"print({list}.pop())",
            $"print({list}.pop({Of("int", 1)}))", $"{list}.reverse()", $"{list}.remove({Any(1)})", $"{list}[{Of("int", 1)}] = {Any(1)}",
            $"{dict}[{Of("str", 1)}] = {Any(1)}", $"{dict}.update({Of("dict", 1)})",
            $"print({dict}.pop({Of("str", 1)}))", $"print({dict}.setdefault({Of("str", 1)}, {Any(1)}))", $"del {dict}[{Of("str", 1)}]",
            $"print({dict}.popitem())", $"{Name("set")}.add({Of("int", 1)})", $"{Name("set")}.remove({Of("int", 1)})", $"{list} = list({list})[:6]");
    }

    private string Any(int depth) => Of(Pick(Kinds) is var kind && kind == "set" ? "setlist" : kind, depth);

    private string Of(string kind, int depth)
    {
        if (kind == "setlist")
        {
            return $"sorted({Of("set", depth)})";
        }

        // Some expressions have the wrong type on purpose.
        if (Next(25) == 0)
        {
            kind = Pick("int", "float", "str", "bool", "list", "dict", "tuple");
        }

        if (depth <= 0 || Next(5) == 0)
        {
            return Next(2) == 0 ? Literal(kind) : Name(kind);
        }

        return Next(12) switch
        {
            0 => $"({Of(kind, depth - 1)} if {Of("bool", depth - 1)} else {Of(kind, depth - 1)})",
            1 => $"({Of(kind, depth - 1)} {Pick("or", "and")} {Of(kind, depth - 1)})",
            2 => $"(lambda x: {Pick("x", Of(kind, depth - 1))})({Of(kind, depth - 1)})",
            _ => Made(kind, depth - 1),
        };
    }

    private string Made(string kind, int d) => kind switch
    {
        "int" => Integer(d),
        "float" => Float(d),
        "str" => String(d),
        "bool" => Boolean(d),
        "list" => List(d),
        "dict" => Pick(
            $"{{{Of("str", d)}: {Any(d)}, {Of("str", d)}: {Any(d)}}}", $"{{k: v for k, v in zip({Of("str", d)}, {Of("list", d)})}}", $"dict({Of("dict", d)}, z={Any(d)})",
            $"({Of("dict", d)} | {Of("dict", d)})", $"{{**{Of("dict", d)}, 'q': {Any(d)}}}", $"dict.fromkeys({Of("str", d)}, {Of("int", d)})", $"{Of("dict", d)}.copy()"),
        "tuple" => Pick(
            $"({Any(d)}, {Any(d)})", $"tuple({Of("list", d)})", $"({Of("tuple", d)} + {Of("tuple", d)})", $"tuple({Of("tuple", d)})[{Slice()}]", $"divmod({Of("int", d)}, {Of("int", d)})",
            $"{Of("str", d)}.partition({Of("str", d)})", $"f0({Any(d)}, {Of("int", d)}, k={Of("str", d)})", $"f2({Any(d)})", $"f0(*{Of("list", d)})"),
        _ => Pick(
            $"{{{Of("int", d)}, {Of("int", d)}}}", $"set(range({Next(6)}))", $"({Of("set", d)} {Pick("|", "&", "-", "^")} {Of("set", d)})",
            $"{{x % 3 for x in range({Next(9)})}}", $"{Of("set", d)}.union([{Of("int", d)}])"),
    };

    private string Integer(int d) => Next(14) switch
    {
        0 or 1 => $"({Of("int", d)} {Pick("+", "-", "*", "//", "%", "&", "|", "^")} {Of("int", d)})",
        2 => $"({Of("int", d)} {Pick("<<", ">>", "**")} {Pick("0", "1", "3", "5")})",
        3 => $"len({Of(Pick("str", "list", "dict", "tuple", "set"), d)})",
        4 => $"int({Of(Pick("str", "float", "bool", "int"), d)})",
        5 => $"{Of("list", d)}.{Pick("count", "index")}({Any(d)})",
        6 => $"{Of("str", d)}.{Pick("find", "count", "index", "rfind")}({Of("str", d)})",
        7 => $"{Pick("abs", "-", "~", "+")}({Of("int", d)})",
        8 => $"round({Of("float", d)})",
        9 => $"sum([{Of("int", d)}, {Of("int", d)}])",
        10 => $"{Pick("min", "max")}({Of("int", d)}, {Of("int", d)})",
        11 => $"f1({Next(6)})",
        12 => $"ord({Of("str", d)}[{Of("int", d)}])",
        _ => $"{Of("list", d)}[{Of("int", 0)}]",
    };

    private string Float(int d) => Next(6) switch
    {
        0 or 1 => $"({Of("float", d)} {Pick("+", "-", "*", "/", "//", "%")} {Of(Pick("float", "int"), d)})",
        2 => $"({Of("int", d)} / {Of("int", d)})",
        3 => $"float({Of(Pick("int", "str", "bool"), d)})",
        4 => $"round({Of("float", d)}, {Next(4)})",
        _ => $"abs({Of("float", d)})",
    };

    private string String(int d) => Next(13) switch
    {
        0 => $"({Of("str", d)} + {Of("str", d)})",
        1 => $"({Of("str", d)} * {Next(4)})",
        2 => $"str({Of("str", d)})[{Slice()}]",
        3 => $"{Of("str", d)}.{Pick("upper", "lower", "title", "strip", "lstrip", "capitalize", "swapcase", "rstrip", "casefold")}()",
        4 => $"{Of("str", d)}.{Pick("replace", "strip", "center(9,", "rjust(7,", "removeprefix", "removesuffix") switch
        {
            "replace" => $"replace({Of("str", d)}, {Of("str", d)})",
            var name when name.EndsWith(',') => $"{name} '*')",
            var name => $"{name}({Of("str", d)})",
        }}",
        5 => $"{Pick("str", "repr", "ascii")}({Any(d)})",
        6 => $"f'{{{Name(Pick("int", "float", "str"))}:{FormatOf()}}}'",
        7 => $"f'<{{{Name(Pick("int", "str", "list", "dict", "float"))}{Pick("", "!r", "=", ":>12", ":^9")}}}>'",
        8 => $"({Pick("'%s|%r'", "'%5d %s'", "'%-6s|%.3f'", "'%x %s'", "'%+d %e'", "'%05d %g'")} % ({Of("int", d)}, {Of("float", d)}))",
        9 => $"{Pick("'{}-{}'", "'{1} {0}'", "'{0!r:>8} {1:<6}'", "'{:>5} {:^7}|'")}.format({Of("int", d)}, {Of("str", d)})",
        10 => $"{Of("str", d)}.join(str(x) for x in {Of("list", d)})",
        11 => $"{Of("str", d)}[{Of("int", 0)}]",
        _ => $"format({Of(Pick("int", "float"), d)}, '{FormatOf()}')",
    };

    private string FormatOf() => Pick("", ">", "*<", "0", "+", "^", " ")
        + Pick("", "5", "12", "20") + Pick("", "", ",", "_") + Pick("", "", ".2", ".5", ".0") + Pick("", "d", "f", "e", "g", "x", "b", "%", "s", "o", "X");

    private string Boolean(int d) => Next(7) switch
    {
        0 or 1 => $"({Of("int", d)} {Pick("==", "!=", "<", "<=", ">", ">=")} {Of(Pick("int", "float"), d)})",
        2 => $"(not {Any(d)})",
        3 => $"({Any(d)} == {Any(d)})",
        4 => $"({Any(d)} in {Of(Pick("list", "tuple", "str", "dict"), d)})",
        5 => $"isinstance({Any(d)}, {Pick("int", "str", "(list, dict)", "float", "bool")})",
        _ => Pick($"{Of("str", d)}.{Pick("isdigit", "isalpha", "isupper", "isspace", "isalnum", "islower", "istitle")}()", $"{Of("str", d)}.startswith({Of("str", d)})",
            $"any({Of("list", d)})", $"all({Of("tuple", d)})", $"({Of("int", d)} < {Of("int", d)} <= {Of("int", d)})", $"({Of(Pick("list", "tuple", "str"), d)} < {Of(Pick("list", "tuple", "str"), d)})"),
    };

    private string List(int d) => Next(12) switch
    {
        0 => $"[{Any(d)}, {Any(d)}]",
        1 => $"({Of("list", d)} + {Of("list", d)})",
        2 => $"[*{Of("list", d)}][{Slice()}]",
        3 => $"[x for x in {Of(Pick("list", "tuple", "str"), d)} if {Pick("x", "not x", Of("bool", d))}]",
        4 => $"[(x, y) for x in range({Next(4)}) for y in {Of("str", d)}]",
        5 => $"sorted({Of(Pick("list", "tuple", "str"), d)}{Pick("", ", reverse=True", ", key=str", ", key=lambda x: str(x)[::-1]")})",
        6 => $"list({Pick("map(str, ", "reversed(", "enumerate(", "filter(None, ", "iter(")}{Of(Pick("list", "tuple", "str"), d)}))",
        7 => $"{Of("str", d)}.{Pick("split", "rsplit")}({Pick("", Of("str", d), "None, 1", "',', 1")})",
        8 => $"list({Of("dict", d)}{Pick("", ".keys()", ".values()", ".items()")})",
        9 => $"list(zip({Of("list", d)}, {Of("str", d)}))",
        10 => $"list(range({Next(5)}, {Next(12)}, {1 + Next(3)}))",
        _ => Pick($"[*{Of("tuple", d)}, {Any(d)}]", $"({Of("list", d)} * {Next(3)})", "list(f3(5))", $"{Of("str", d)}.splitlines()"),
    };

    private string Slice() => Pick(":", "1:", ":-1", "::2", "::-1", "-2:", "1:3", ":100", "3:1", "-1:0:-1", "5::-2");

    private string Literal(string kind) => kind switch
    {
        "int" => Next(2) == 0 ? Next(12).ToString(CultureInfo.InvariantCulture) : Pick(Integers),
        "float" => Pick(Floats),
        "str" => Pick(Strings),
        "bool" => Pick("True", "False"),
        "list" => Pick("[]", "[1, 2, 3]", "['b', 'a']", "[1, 'x', 2.5, None]", "[[1], [2, 3]]", "[0, False, '']", "[3, 1, 2]"),
        "dict" => Pick("{}", "{'a': 1}", "{'b': [1], 'a': None}", "{'x': {'y': 1}}", "{'12': 'z', 'abc': 0}"),
        "tuple" => Pick("()", "(1,)", "('a', 2)", "(1, 2, 3)", "(None, True)"),
        _ => Pick("set()", "{1}", "{1, 2, 3}", "{7, 0}"),
    };

    private string Name(string kind) => _names.TryGetValue(kind, out var names) ? names[Next(names.Count)] : Literal(kind);

    private string Define(string kind)
    {
        var name = $"{kind[..2]}_{Next(3)}";
        if (!_names.TryGetValue(kind, out var names))
        {
            _names.Add(kind, names = []);
        }

        if (!names.Contains(name))
        {
            names.Add(name);
        }

        return name;
    }

    private static string Spaces(int indent) => new(' ', indent * 4);

    private void Line(int indent, string text) => _text.Append(Spaces(indent)).Append(text).Append('\n');
}
