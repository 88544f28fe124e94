using System.Globalization;
using System.Numerics;
using System.Text;
using WorkflowEngine.Python;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Tests.Python;

/// <summary>Says of a file what the expected facts say of it: an object graph of dictionaries, arrays and plain values.</summary>
internal sealed class PythonFacts(IReadOnlySet<string> names)
{
    private static readonly Dictionary<Type, string> Kinds = new()
    {
        [typeof(ClassDefinition)] = "ClassDef",
        [typeof(LambdaExpression)] = "Lambda",
        [typeof(CallExpression)] = "Call",
        [typeof(ImportStatement)] = "Import",
        [typeof(ImportFromStatement)] = "ImportFrom",
        [typeof(AssignmentStatement)] = "Assign",
        [typeof(AnnotatedAssignment)] = "AnnAssign",
        [typeof(AugmentedAssignment)] = "AugAssign",
        [typeof(ReturnStatement)] = "Return",
        [typeof(IfBranch)] = "If",
        [typeof(WhileStatement)] = "While",
        [typeof(RaiseStatement)] = "Raise",
        [typeof(AssertStatement)] = "Assert",
        [typeof(MatchStatement)] = "Match",
        [typeof(FormattedString)] = "JoinedStr",
        [typeof(DictComprehension)] = "DictComp",
        [typeof(AwaitExpression)] = "Await",
        [typeof(YieldExpression)] = "Yield",
        [typeof(YieldFromExpression)] = "YieldFrom",
        [typeof(NamedExpression)] = "NamedExpr",
        [typeof(SubscriptExpression)] = "Subscript",
        [typeof(StarredExpression)] = "Starred",
        [typeof(CompareExpression)] = "Compare",
        [typeof(BooleanExpression)] = "BoolOp",
        [typeof(ConditionalExpression)] = "IfExp",
        [typeof(DictExpression)] = "Dict",
        [typeof(ListExpression)] = "List",
        [typeof(TupleExpression)] = "Tuple",
        [typeof(SetExpression)] = "Set",
        [typeof(GlobalStatement)] = "Global",
        [typeof(NonlocalStatement)] = "Nonlocal",
        [typeof(DeleteStatement)] = "Delete",
        [typeof(ExpressionStatement)] = "Expr",
    };

    private static readonly HashSet<string> Workflow = ["workflow"];

    private readonly List<object?[]> _defs = [];
    private readonly List<(int Line, int Column, Dictionary<string, object?> Facts)> _functions = [];

    public static Dictionary<string, object?> Of(PythonModule module, IReadOnlySet<string>? names = null)
    {
        if (!module.IsValid)
        {
            return new() { ["error"] = new Dictionary<string, object?> { ["line"] = module.Diagnostics[0].Span.Start.Line } };
        }

        var facts = new PythonFacts(names ?? Workflow);
        facts.Visit([.. module.Body], "", isTop: true);
        return new()
        {
            ["error"] = null,
            ["docstring"] = Docstring(module.Body),
            ["counts"] = Counts(module),
            ["defs"] = facts._defs.OrderBy(d => (int)d[2]!).ThenBy(d => (int)d[3]!).ToArray<object?>(),
            ["functions"] = facts._functions.OrderBy(f => f.Line).ThenBy(f => f.Column).Select(f => f.Facts).ToArray<object?>(),
        };
    }

    private static Dictionary<string, object?> Counts(PythonModule module)
    {
        var counts = new Dictionary<string, object?>();
        var open = new List<PythonNode>(module.Body);
        while (open.Count > 0)
        {
            var node = open[^1];
            open.RemoveAt(open.Count - 1);
            node.CollectChildren(open);
            if (KindOf(node) is { } kind)
            {
                counts[kind] = counts.TryGetValue(kind, out var count) ? (int)count! + 1 : 1;
            }
        }

        return counts;
    }

    private static string? KindOf(PythonNode node) => node switch
    {
        FunctionDefinition f => f.IsAsync ? "AsyncFunctionDef" : "FunctionDef",
        ForStatement f => f.IsAsync ? "AsyncFor" : "For",
        WithStatement w => w.IsAsync ? "AsyncWith" : "With",
        TryStatement t => t.IsStar ? "TryStar" : "Try",
        ComprehensionExpression c => c.Kind switch
        {
            ComprehensionKind.List => "ListComp",
            ComprehensionKind.Set => "SetComp",
            _ => "GeneratorExp",
        },
        _ => Kinds.GetValueOrDefault(node.GetType()),
    };

    private void Visit(List<PythonNode> nodes, string path, bool isTop)
    {
        foreach (var node in nodes)
        {
            var children = new List<PythonNode>();
            node.CollectChildren(children);
            switch (node)
            {
                case FunctionDefinition function:
                    _defs.Add([path + function.Name, function.IsAsync ? "async" : "def", node.Line, node.Column, node.EndLine]);
                    AddFunction(function, path, isTop);
                    Visit(children, $"{path}{function.Name}.<locals>.", isTop: false);
                    break;
                case ClassDefinition type:
                    _defs.Add([path + type.Name, "class", node.Line, node.Column, node.EndLine]);
                    Visit(children, $"{path}{type.Name}.", isTop: false);
                    break;
                case PythonExpression:
                    break;
                default:
                    Visit(children, path, isTop: false);
                    break;
            }
        }
    }

    private void AddFunction(FunctionDefinition function, string path, bool isTop)
    {
        var decorators = function.Decorators.Select(Decorator).ToArray<object?>();
        if (!decorators.Any(d => (bool)((Dictionary<string, object?>)d!)["matched"]!))
        {
            return;
        }

        _functions.Add((function.Line, function.Column, new()
        {
            ["name"] = function.Name,
            ["qualname"] = path + function.Name,
            ["async"] = function.IsAsync,
            ["top_level"] = isTop,
            ["line"] = function.Line,
            ["col"] = function.Column,
            ["end_line"] = function.EndLine,
            ["docstring"] = Docstring(function.Body),
            ["params"] = function.Parameters.Select(p => p.Kind switch
            {
                ParameterKind.VarPositional => "*" + p.Name,
                ParameterKind.VarKeyword => "**" + p.Name,
                _ => p.Name,
            }).ToArray<object?>(),
            ["decorators"] = decorators,
            ["calls"] = BodyCalls(function),
        }));
    }

    private static string? Docstring(IReadOnlyList<PythonStatement> body) =>
        body.Count > 0 && body[0] is ExpressionStatement { Value: StringLiteral text } ? text.Value : null;

    private Dictionary<string, object?> Decorator(PythonExpression decorator)
    {
        var call = decorator as CallExpression;
        var dotted = Dotted(call?.Function ?? decorator);
        var form = call is not null && dotted is not null ? "call"
            : decorator is NameExpression ? "name"
            : decorator is AttributeExpression && dotted is not null ? "attribute"
            : "other";
        var segments = dotted?.Split('.') ?? [];
        var facts = new Dictionary<string, object?>
        {
            ["form"] = form,
            ["dotted"] = dotted,
            ["matched"] = segments.Length > 0 && (names.Contains(segments[^1]) || names.Contains(segments[0])),
            ["line"] = decorator.Line,
            ["col"] = decorator.Column,
            ["end_line"] = decorator.EndLine,
            ["end_col"] = decorator.EndColumn,
        };
        if (form == "call")
        {
            var inner = Call(call!, 0);
            facts["args"] = inner["args"];
            facts["kwargs"] = inner["kwargs"];
        }

        return facts;
    }

    private static object?[] BodyCalls(FunctionDefinition function)
    {
        var calls = new List<Dictionary<string, object?>>();
        foreach (var statement in function.Body)
        {
            Walk(statement, inFString: false, calls);
        }

        return [.. calls.OrderBy(c => (int)c["line"]!).ThenBy(c => (int)c["col"]!).ThenBy(c => (string)c["name"]!, StringComparer.Ordinal)];
    }

    private static void Walk(PythonNode node, bool inFString, List<Dictionary<string, object?>> calls)
    {
        if (node is FunctionDefinition or ClassDefinition or LambdaExpression)
        {
            return;
        }

        if (node is CallExpression call && Dotted(call.Function) is not null)
        {
            var facts = Call(call, 0);
            facts.Remove("t");
            if (inFString)
            {
                facts["in_fstring"] = true;
            }

            calls.Add(facts);
        }

        var children = new List<PythonNode>();
        node.CollectChildren(children);
        foreach (var child in children)
        {
            Walk(child, inFString || node is FormattedString, calls);
        }
    }

    private static string? Dotted(PythonExpression expression)
    {
        var text = new StringBuilder();
        while (expression is AttributeExpression attribute)
        {
            text.Insert(0, "." + attribute.Name);
            expression = attribute.Value;
        }

        return expression is NameExpression name ? name.Name + text : null;
    }

    private static Dictionary<string, object?> Call(CallExpression call, int depth) => new()
    {
        ["t"] = "call",
        ["name"] = Dotted(call.Function),
        ["args"] = call.Arguments.Select(a => Value(a, depth + 1)).ToArray<object?>(),
        ["kwargs"] = call.Keywords.Select(k => new object?[] { k.Name, Value(k.Value, depth + 1) }).ToArray<object?>(),
        ["line"] = call.Line,
        ["col"] = call.Column,
    };

    internal static Dictionary<string, object?> Value(PythonExpression expression, int depth = 0)
    {
        if (depth > 60)
        {
            return Other("TooDeep");
        }

        switch (expression)
        {
            case ConstantExpression { Value: PythonConstant.None }:
                return new() { ["t"] = "none" };
            case ConstantExpression { Value: PythonConstant.Ellipsis }:
                return new() { ["t"] = "ellipsis" };
            case ConstantExpression constant:
                return Plain("bool", constant.Value == PythonConstant.True);
            case IntegerLiteral number:
                return Integer(number.Value);
            case FloatLiteral number:
                return Plain("float", PythonNumber.Repr(number.Value));
            case ImaginaryLiteral number:
                return Plain("complex", PythonNumber.ReprImaginary(number.Value, negated: false));
            case BytesLiteral bytes:
                return new() { ["t"] = "bytes", ["hex"] = Convert.ToHexStringLower(bytes.Value.AsSpan()) };
            case StringLiteral text:
                return Plain("str", text.Value);
            case UnaryExpression { Operator: UnaryOperator.Plus or UnaryOperator.Minus } signed when Signed(signed) is { } folded:
                return folded;
            case ListExpression list:
                return Items("list", list.Items, depth);
            case TupleExpression tuple:
                return Items("tuple", tuple.Items, depth);
            case SetExpression set:
                return Items("set", set.Items, depth);
            case DictExpression dict:
                return new()
                {
                    ["t"] = "dict",
                    ["items"] = dict.Keys.Zip(dict.Values, (k, v) => new object?[] { k is null ? null : Value(k, depth + 1), Value(v, depth + 1) })
                        .ToArray<object?>(),
                };
            case CallExpression call:
                return Call(call, depth);
            case NameExpression name:
                return Plain("name", name.Name);
            case AttributeExpression:
                return Dotted(expression) is { } dotted ? Plain("attr", dotted) : Other("Attribute");
            case StarredExpression starred:
                return Plain("star", Value(starred.Value, depth + 1));
            case FormattedString:
                return new() { ["t"] = "fstring" };
            default:
                return Other(expression switch
                {
                    UnaryExpression => "UnaryOp",
                    BinaryExpression => "BinOp",
                    SliceExpression => "Slice",
                    _ => KindOf(expression)!,
                });
        }
    }

    private static Dictionary<string, object?>? Signed(UnaryExpression signed)
    {
        var isNegative = signed.Operator == UnaryOperator.Minus;
        return signed.Operand switch
        {
            IntegerLiteral number => Integer(isNegative ? -number.Value : number.Value),
            FloatLiteral number => Plain("float", PythonNumber.Repr(isNegative ? -number.Value : number.Value)),
            ImaginaryLiteral number => Plain("complex", PythonNumber.ReprImaginary(number.Value, isNegative)),
            _ => null,
        };
    }

    private static Dictionary<string, object?> Integer(BigInteger value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        if (BigInteger.Abs(value) >= BigInteger.Pow(10, 4000))
        {
            var hex = BigInteger.Abs(value).ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
            text = (value.Sign < 0 ? "-0x" : "0x") + hex;
        }

        return Plain("int", text);
    }

    private static Dictionary<string, object?> Items(string type, IEnumerable<PythonExpression> items, int depth) =>
        new() { ["t"] = type, ["items"] = items.Select(i => Value(i, depth + 1)).ToArray<object?>() };

    private static Dictionary<string, object?> Plain(string type, object? value) => new() { ["t"] = type, ["v"] = value };

    private static Dictionary<string, object?> Other(string kind) => new() { ["t"] = "expr", ["kind"] = kind };
}
