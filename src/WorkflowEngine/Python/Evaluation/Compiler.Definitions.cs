using System.Collections.Immutable;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

internal sealed partial class Compiler
{
    private Func<Frame, object> Lambda(LambdaExpression node) => MakeFunction(
        node, "<lambda>", isAsync: false, node.Parameters, inside =>
        {
            var body = inside.Expression(node.Body);
            return f =>
            {
                f.Result = body(f);
                return Flow.Return;
            };
        }, null, null);

    private Func<Frame, Flow> Function(FunctionDefinition node)
    {
        var decorators = All(node.Decorators);
        var documentation = node.Body[0] is ExpressionStatement { Value: StringLiteral text } ? text.Value : null;
        var make = MakeFunction(
            node, node.Name, node.IsAsync, node.Parameters, inside => inside.Block(node.Body), inside => inside.Lazy(node.Body), documentation);
        return Decorated(node, decorators, make, Store(node.Name));
    }

    private Func<Frame, Flow> Decorated(PythonStatement node, Func<Frame, object>[] decorators, Func<Frame, object> make, Action<Frame, object?> store) => f =>
    {
        _vm.Step();
        var applied = new object[decorators.Length];
        for (var i = 0; i < applied.Length; i++)
        {
            applied[i] = decorators[i](f);
        }

        var value = make(f);
        for (var i = applied.Length - 1; i >= 0; i--)
        {
            f.Node = node;
            value = _vm.Call(applied[i], value);
        }

        store(f, value);
        return Flow.Next;
    };

    private Func<Frame, object> MakeFunction(
        PythonNode node,
        string name,
        bool isAsync,
        ImmutableArray<Parameter> parameters,
        Func<Compiler, Func<Frame, Flow>> compileBody,
        Func<Compiler, Func<Frame, IEnumerable<object>>>? compileGenerator,
        string? documentation)
    {
        var scope = _scopes[node];
        var inside = new Compiler(_vm, _scopes, scope, $"{_path}{name}.<locals>.");
        var plain = parameters.Where(p => p.Kind is not (ParameterKind.VarPositional or ParameterKind.VarKeyword)).ToArray();
        var positional = plain.Where(p => p.Kind != ParameterKind.KeywordOnly).ToArray();
        var code = new FunctionCode
        {
            Name = name,
            QualifiedName = _path + name,
            Node = node,
            Parameters = [.. plain.Select(p => p.Name)],
            ParameterSlots = [.. plain.Select(p => scope.SlotOf(p.Name))],
            PositionalOnlyCount = positional.Count(p => p.Kind == ParameterKind.PositionalOnly),
            PositionalCount = positional.Length,
            VarPositionalSlot = SlotOf(parameters, ParameterKind.VarPositional, scope),
            VarKeywordSlot = SlotOf(parameters, ParameterKind.VarKeyword, scope),
            LocalCount = scope.LocalCount,
            SlotCount = scope.SlotCount,
            CellSlots = scope.CellSlots(),
            IsAsync = isAsync,
            Body = new Lazy<Func<Frame, Flow>>(() => compileBody(inside), isThreadSafe: false),
            Generator = scope.IsGenerator && compileGenerator is not null ? Deferred(inside, compileGenerator) : null,
            Documentation = documentation,
        };
        var defaults = positional.Where(p => p.Default is not null).Select(p => Expression(p.Default!)).ToArray();
        var keywords = plain[positional.Length..].Where(p => p.Default is not null).Select(p => (p.Name, Value: Expression(p.Default!))).ToArray();
        var free = scope.Free.Select(captured => OuterSlot(_scope, captured)).ToArray();
        return f =>
        {
            _vm.Allocate(96);
            var closure = Array.ConvertAll(free, slot => (Cell)f.Slots[slot]!);
            var keywordDefaults = new Dictionary<string, object>(StringComparer.Ordinal);
            var values = Array.ConvertAll(defaults, value => value(f));
            foreach (var (keyword, value) in keywords)
            {
                keywordDefaults.Add(keyword, value(f));
            }

            return new PythonFunction(code, closure, values, keywordDefaults);
        };
    }

    private static Lazy<Func<Frame, IEnumerator<object>>> Deferred(Compiler inside, Func<Compiler, Func<Frame, IEnumerable<object>>> compile) =>
        new(
            () =>
            {
                var body = compile(inside);
                return f => body(f).GetEnumerator();
            },
            isThreadSafe: false);

    private static int SlotOf(ImmutableArray<Parameter> parameters, ParameterKind kind, Scope scope)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Kind == kind)
            {
                return scope.SlotOf(parameter.Name);
            }
        }

        return -1;
    }

    private Func<Frame, Flow> Class(ClassDefinition node)
    {
        var bases = Elements(node.Arguments);
        var decorators = All(node.Decorators);
        var inside = new Compiler(_vm, _scopes, _scopes[node], $"{_path}{node.Name}.");
        var body = inside.Block(node.Body);
        return Decorated(node, decorators, f =>
        {
            var parents = bases(f);
            f.Node = node;
            if (!node.Keywords.IsEmpty)
            {
                throw Unsupported("A metaclass or class keyword");
            }

            var frame = inside.EnterClass(f, node);
            try
            {
                body(frame);
            }
            catch (EvaluationException e) when (e.Passes(frame))
            {
                throw;
            }

            f.Node = node;
            var type = MakeClass(node.Name, parents, frame.ClassNames!);
            ((Cell)frame.Slots[0]!).Value = type;
            return type;
        }, Store(node.Name));
    }

    private Frame EnterClass(Frame outer, PythonNode node)
    {
        _vm.Allocate(256);
        var slots = new object?[_scope.SlotCount];
        slots[0] = new Cell();
        CopyFree(outer, slots);
        return new Frame(((ClassDefinition)node).Name, slots, node) { ClassNames = new Dictionary<string, object>(StringComparer.Ordinal) };
    }

    private PythonClass MakeClass(string name, List<object> parents, Dictionary<string, object> members)
    {
        var bases = new List<PythonClass>();
        foreach (var parent in parents)
        {
            if (parent is not PythonClass type)
            {
                throw Unsupported($"A base class of type '{Types.NameOf(parent)}'");
            }

            if (type.IsBuiltin && type != BuiltinTypes.Object && !type.IsException && !EnumTypes.IsEnum(type) && !EnumTypes.MayMix(type))
            {
                throw Unsupported($"A class derived from '{type.Name}'");
            }

            bases.Add(type);
        }

        var made = PythonClass.Of(name, bases.Count == 0 ? [BuiltinTypes.Object] : [.. bases], members);
        if (EnumTypes.IsEnum(made))
        {
            EnumTypes.Finish(_vm, made);
        }

        return made;
    }
}
