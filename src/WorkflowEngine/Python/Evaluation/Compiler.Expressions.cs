using System.Collections.Immutable;
using System.Numerics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

internal sealed partial class Compiler
{
    // The call depth bounds what calls need of the host's stack; tall expressions need a look of their own.
    private Func<Frame, object> Expression(PythonExpression node)
    {
        Interpreter.EnsureStack();
        var evaluate = Smaller(node);
        if (node is NameExpression or StringLiteral or IntegerLiteral or FloatLiteral or BytesLiteral or ConstantExpression)
        {
            return evaluate;
        }

        var (vm, cost) = (_vm, Cost(node));
        return node.Height % 32 != 31
            ? f =>
            {
                vm.Spend(cost);
                return evaluate(f);
            }
        : f =>
        {
            Interpreter.EnsureStack();
            vm.Spend(cost);
            return evaluate(f);
        };
    }

    private Func<Frame, object> Smaller(PythonExpression node)
    {
        switch (node)
        {
            case NameExpression name:
                return Load(name);
            case StringLiteral or IntegerLiteral or FloatLiteral or BytesLiteral or ConstantExpression:
                var constant = Constant(node);
                return _ => constant;
            case BinaryExpression binary:
                return Binary(binary);
            case CompareExpression compare:
                return Compare(compare);
            case CallExpression call:
                return Call(call);
            case AttributeExpression attribute:
                return Attribute(attribute);
            case SubscriptExpression subscript:
                return Subscript(subscript);
            case BooleanExpression boolean:
                return Boolean(boolean);
            case UnaryExpression unary:
                var (op, operand) = (unary.Operator, Expression(unary.Operand));
                return op == UnaryOperator.Not
                    ? f => Values.Bool(!Operators.IsTrue(_vm, operand(f)))
                    : f =>
                    {
                        var value = operand(f);
                        f.Node = unary;
                        return Operators.Unary(_vm, op, value);
                    };
            case ConditionalExpression conditional:
                var (condition, then, otherwise) = (Condition(conditional.Condition), Expression(conditional.Then), Expression(conditional.Else));
                return f => condition(f) ? then(f) : otherwise(f);
            case FormattedString formatted:
                return Formatted(formatted);
            default:
                return Larger(node);
        }
    }

    private Func<Frame, object> Larger(PythonExpression node)
    {
        switch (node)
        {
            case ListExpression list:
                var items = Elements(list.Items);
                return f => new PythonList(items(f));
            case TupleExpression tuple:
                var elements = Elements(tuple.Items);
                return f => new PythonTuple([.. elements(f)]);
            case SetExpression set:
                var members = Elements(set.Items);
                return f =>
                {
                    var list = members(f);
                    f.Node = set;
                    return PythonSet.From(_vm, new PythonList(list));
                };
            case DictExpression dict:
                return Dict(dict);
            case ComprehensionExpression comprehension:
                return Comprehension(comprehension);
            case DictComprehension comprehension:
                return Comprehension(comprehension);
            case LambdaExpression lambda:
                return Lambda(lambda);
            case NamedExpression named:
                var (store, value) = (StoreNamed(named.Target.Name), Expression(named.Value));
                return f =>
                {
                    var result = value(f);
                    store(f, result);
                    return result;
                };
            case AwaitExpression await:
                return Await(await);
            case SliceExpression slice:
                return Slice(slice);
            case ReplacementField field:
                return Field(field);
            case StarredExpression:
                return _ => throw Unsupported("A starred expression here");
            case ImaginaryLiteral:
                return f => throw At(f, node, Unsupported("A complex number"));
            default:
                return f => throw At(f, node, Unsupported("This expression"));
        }
    }

    private static T At<T>(Frame frame, PythonNode node, T error)
    {
        frame.Node = node;
        return error;
    }

    private static object Constant(PythonExpression node) => node switch
    {
        StringLiteral text => text.Value,
        IntegerLiteral integer when integer.Value >= long.MinValue && integer.Value <= long.MaxValue => Values.Int((long)integer.Value),
        IntegerLiteral integer => integer.Value,
        FloatLiteral number => number.Value,
        BytesLiteral bytes => new PythonBytes([.. bytes.Value]),
        _ => ((ConstantExpression)node).Value switch
        {
            PythonConstant.True => Values.True,
            PythonConstant.False => Values.False,
            PythonConstant.None => Values.None,
            _ => PythonSingleton.Ellipsis,
        },
    };

    private Func<Frame, object> Binary(BinaryExpression node)
    {
        var (op, left, right) = (node.Operator, Expression(node.Left), Expression(node.Right));
        var vm = _vm;
        switch (op)
        {
            case BinaryOperator.Add:
                return f =>
                {
                    var (a, b) = (left(f), right(f));
                    f.Node = node;
                    return a is long x && b is long y ? Arithmetic.OfLongs(vm, BinaryOperator.Add, x, y)! : Operators.Binary(vm, op, a, b);
                };
            default:
                return f =>
                {
                    var (a, b) = (left(f), right(f));
                    f.Node = node;
                    return Operators.Binary(vm, op, a, b);
                };
        }
    }

    private Func<Frame, bool> Condition(PythonExpression node)
    {
        var vm = _vm;
        if (node is CompareExpression { Operators.Length: 1 } compare)
        {
            var one = CompareOne(compare);
            return f =>
            {
                vm.Step();
                return one(f);
            };
        }

        if (node is UnaryExpression { Operator: UnaryOperator.Not } not)
        {
            var inner = Condition(not.Operand);
            return f =>
            {
                vm.Step();
                return !inner(f);
            };
        }

        var value = Expression(node);
        return f => value(f) switch
        {
            bool b => b,
            var other => Operators.IsTrue(vm, other),
        };
    }

    private Func<Frame, object> Compare(CompareExpression node)
    {
        if (node.Operators.Length == 1)
        {
            var one = CompareOne(node);
            return f => Values.Bool(one(f));
        }

        var left = Expression(node.Left);
        var comparands = All(node.Comparands);
        var operators = node.Operators;
        return f =>
        {
            var a = left(f);
            for (var i = 0; i < comparands.Length; i++)
            {
                var b = comparands[i](f);
                f.Node = node;
                if (!Comparison.Compare(_vm, operators[i], a, b))
                {
                    return Values.False;
                }

                a = b;
            }

            return Values.True;
        };
    }

    private Func<Frame, bool> CompareOne(CompareExpression node)
    {
        var (op, left, right) = (node.Operators[0], Expression(node.Left), Expression(node.Comparands[0]));
        var vm = _vm;
        if (op is CompareOperator.Less or CompareOperator.Greater or CompareOperator.LessOrEqual or CompareOperator.GreaterOrEqual)
        {
            return f =>
            {
                var (a, b) = (left(f), right(f));
                if (a is long x && b is long y)
                {
                    return op switch
                    {
                        CompareOperator.Less => x < y,
                        CompareOperator.Greater => x > y,
                        CompareOperator.LessOrEqual => x <= y,
                        _ => x >= y,
                    };
                }

                f.Node = node;
                return Comparison.Order(vm, op, a, b);
            };
        }

        return f =>
        {
            var (a, b) = (left(f), right(f));
            f.Node = node;
            return Comparison.Compare(vm, op, a, b);
        };
    }

    private Func<Frame, object> Boolean(BooleanExpression node)
    {
        var operands = All(node.Operands);
        var stopAt = node.Operator == BooleanOperator.Or;
        return f =>
        {
            var value = operands[0](f);
            for (var i = 1; i < operands.Length; i++)
            {
                if (Operators.IsTrue(_vm, value) == stopAt)
                {
                    return value;
                }

                value = operands[i](f);
            }

            return value;
        };
    }

    private Func<Frame, object> Attribute(AttributeExpression node)
    {
        var (target, name) = (Expression(node.Value), node.Name);
        return f =>
        {
            var value = target(f);
            f.Node = node;
            return Attributes.Get(_vm, value, name);
        };
    }

    private Func<Frame, object> Subscript(SubscriptExpression node)
    {
        var (target, index) = (Expression(node.Value), Expression(node.Index));
        return f =>
        {
            var (value, key) = (target(f), index(f));
            f.Node = node;
            _vm.Step();
            return Subscripts.Get(_vm, value, key);
        };
    }

    private Func<Frame, object> Slice(SliceExpression node)
    {
        Func<Frame, object> none = _ => Values.None;
        var lower = node.Lower is null ? none : Expression(node.Lower);
        var upper = node.Upper is null ? none : Expression(node.Upper);
        var step = node.Step is null ? none : Expression(node.Step);
        return f => new PythonSlice(lower(f), upper(f), step(f));
    }

    private Func<Frame, object> Await(AwaitExpression node)
    {
        var target = Expression(node.Value);
        return f =>
        {
            var value = target(f);
            f.Node = node;
            return (value is PythonObject awaitable and not (PythonList or PythonDict or PythonTuple or PythonSet or PythonSingleton or PythonFunction)
                ? awaitable.Await(_vm)
                : null) ?? throw PythonError.Type($"object {Types.NameOf(value)} can't be used in 'await' expression");
        };
    }

    private Func<Frame, object>[] All(ImmutableArray<PythonExpression> nodes)
    {
        var all = new Func<Frame, object>[nodes.Length];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = Expression(nodes[i]);
        }

        return all;
    }

    // The elements of a list, tuple, set or call, with those that a star spreads.
    private Func<Frame, List<object>> Elements(ImmutableArray<PythonExpression> nodes)
    {
        var vm = _vm;
        var parts = new (Func<Frame, object> Value, PythonExpression? Star)[nodes.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = nodes[i] is StarredExpression star ? (Expression(star.Value), star) : (Expression(nodes[i]), null);
        }

        return f =>
        {
            vm.Collection(parts.Length);
            var list = new List<object>(parts.Length);
            foreach (var (value, star) in parts)
            {
                var item = value(f);
                if (star is null)
                {
                    list.Add(item);
                    continue;
                }

                f.Node = star;
                list.AddRange(Iteration.ToList(vm, item));
                vm.CheckCount(list.Count);
            }

            return list;
        };
    }

    private Func<Frame, object> Dict(DictExpression node)
    {
        var keys = new Func<Frame, object>?[node.Keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = node.Keys[i] is { } key ? Expression(key) : null;
        }

        var values = All(node.Values);
        return f =>
        {
            var dict = new PythonDict(_vm);
            var pairs = new List<(object Key, object Value)>(values.Length);
            for (var i = 0; i < values.Length; i++)
            {
                if (keys[i] is { } key)
                {
                    pairs.Add((key(f), values[i](f)));
                    continue;
                }

                Flush(f);
                var spread = values[i](f);
                f.Node = node;
                dict.Update(_vm, spread as PythonDict ?? throw PythonError.Type($"'{Types.NameOf(spread)}' object is not a mapping"));
            }

            Flush(f);
            return dict;

            // A key is looked at only when all up to the next "**" are evaluated.
            void Flush(Frame frame)
            {
                frame.Node = node;
                pairs.ForEach(pair => dict.Set(_vm, pair.Key, pair.Value));
                pairs.Clear();
            }
        };
    }
}
