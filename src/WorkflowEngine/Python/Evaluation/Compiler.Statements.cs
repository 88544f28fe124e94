using System.Collections.Immutable;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

internal sealed partial class Compiler
{
    private Func<Frame, Flow> Block(ImmutableArray<PythonStatement> body)
    {
        Interpreter.EnsureStack();
        if (body.Length == 1)
        {
            return Statement(body[0]);
        }

        var statements = body.Select(Statement).ToArray();
        return f =>
        {
            foreach (var statement in statements)
            {
                var flow = statement(f);
                if (flow != Flow.Next)
                {
                    return flow;
                }
            }

            return Flow.Next;
        };
    }

    private Func<Frame, Flow> Statement(PythonStatement node)
    {
        var (vm, cost, run) = (_vm, Cost(node), Simple(node));
        return f =>
        {
            vm.Spend(cost);
            return run(f);
        };
    }

    private Func<Frame, Flow> Simple(PythonStatement node)
    {
        var vm = _vm;
        switch (node)
        {
            case ExpressionStatement expression:
                var value = Expression(expression.Value);
                return f =>
                {
                    vm.Step();
                    value(f);
                    return Flow.Next;
                };
            case AssignmentStatement assignment:
                return Assignment(assignment);
            case AugmentedAssignment augmented:
                var change = Augmented(augmented);
                return f =>
                {
                    vm.Step();
                    return change(f);
                };
            case IfStatement branch:
                return If(branch);
            case ForStatement loop:
                return For(loop);
            case WhileStatement loop:
                return While(loop);
            case ReturnStatement result:
                var returned = result.Value is null ? null : Expression(result.Value);
                return f =>
                {
                    f.Result = returned?.Invoke(f);
                    return Flow.Return;
                };
            case PassStatement or GlobalStatement or NonlocalStatement:
                return _ => Flow.Next;
            case BreakStatement:
                return _ => Flow.Break;
            case ContinueStatement:
                return _ => Flow.Continue;
            default:
                return Compound(node);
        }
    }

    private Func<Frame, Flow> Compound(PythonStatement node)
    {
        switch (node)
        {
            case FunctionDefinition function:
                return Function(function);
            case ClassDefinition definition:
                return Class(definition);
            case TryStatement attempt:
                return Try(attempt);
            case RaiseStatement raise:
                return Raise(raise);
            case WithStatement with:
                return With(with, 0);
            case AssertStatement assert:
                return Assert(assert);
            case DeleteStatement delete:
                var deletions = delete.Targets.Select(Deletion).ToArray();
                return f =>
                {
                    Array.ForEach(deletions, deletion => deletion(f));
                    return Flow.Next;
                };
            case ImportStatement import:
                return Import(import);
            case ImportFromStatement import:
                return Import(import);
            case MatchStatement match:
                return Match(match);
            case AnnotatedAssignment annotated:
                return Annotated(annotated);
            case TypeAliasStatement alias:
                var store = Store(alias.Name.Name);
                return f =>
                {
                    store(f, alias.Name.Name);
                    return Flow.Next;
                };
            default:
                return f => throw At(f, node, Unsupported("This statement"));
        }
    }

    private Func<Frame, Flow> Assignment(AssignmentStatement node)
    {
        var vm = _vm;
        var value = Expression(node.Value);
        var targets = node.Targets.Select(Target).ToArray();
        if (targets.Length == 1)
        {
            var target = targets[0];
            return f =>
            {
                vm.Step();
                target(f, value(f));
                return Flow.Next;
            };
        }

        return f =>
        {
            vm.Step();
            var item = value(f);
            foreach (var target in targets)
            {
                target(f, item);
            }

            return Flow.Next;
        };
    }

    private Func<Frame, Flow> Annotated(AnnotatedAssignment node)
    {
        var target = node.Value is null ? null : Target(node.Target);
        var value = node.Value is null ? null : Expression(node.Value);
        var field = _scope.Kind == ScopeKind.Class && node.Target is NameExpression name ? name.Name : null;
        return f =>
        {
            if (value is not null)
            {
                target!(f, value(f));
            }

            if (field is not null)
            {
                DataclassShape.NoteField(f.ClassNames!, field, node.Annotation);
            }

            return Flow.Next;
        };
    }

    private Func<Frame, Flow> If(IfStatement node)
    {
        var vm = _vm;
        var conditions = node.Branches.Select(branch => Condition(branch.Condition)).ToArray();
        var bodies = node.Branches.Select(branch => Block(branch.Body)).ToArray();
        var otherwise = node.Else.IsEmpty ? null : Block(node.Else);
        return f =>
        {
            vm.Step();
            for (var i = 0; i < conditions.Length; i++)
            {
                if (conditions[i](f))
                {
                    return bodies[i](f);
                }
            }

            return otherwise is null ? Flow.Next : otherwise(f);
        };
    }

    private Func<Frame, Flow> While(WhileStatement node)
    {
        var vm = _vm;
        var (condition, body) = (Condition(node.Condition), Block(node.Body));
        var otherwise = node.Else.IsEmpty ? null : Block(node.Else);
        return f =>
        {
            while (condition(f))
            {
                f.Node = node;
                vm.Step();
                switch (body(f))
                {
                    case Flow.Break:
                        return Flow.Next;
                    case Flow.Return:
                        return Flow.Return;
                }
            }

            return otherwise is null ? Flow.Next : otherwise(f);
        };
    }

    private Func<Frame, Flow> For(ForStatement node)
    {
        var vm = _vm;
        var (iterable, target, body) = (Expression(node.Iterable), Target(node.Target), Block(node.Body));
        var otherwise = node.Else.IsEmpty ? null : Block(node.Else);
        return f =>
        {
            var value = iterable(f);
            f.Node = node.Iterable;
            var values = Iteration.Of(vm, value);
            while (values.MoveNext())
            {
                vm.Step();
                target(f, values.Current);
                switch (body(f))
                {
                    case Flow.Break:
                        return Flow.Next;
                    case Flow.Return:
                        return Flow.Return;
                }

                f.Node = node.Iterable;
            }

            return otherwise is null ? Flow.Next : otherwise(f);
        };
    }

    private Func<Frame, Flow> Assert(AssertStatement node)
    {
        var condition = Condition(node.Test);
        var message = node.Message is null ? null : Expression(node.Message);
        return f =>
        {
            _vm.Step();
            if (condition(f))
            {
                return Flow.Next;
            }

            object[] arguments = message is null ? [] : [message(f)];
            f.Node = node;
            _vm.SpendOnRaise();
            throw new PythonError(new ExceptionInstance(ExceptionTypes.AssertionError, arguments));
        };
    }

    private Func<Frame, Flow> Import(ImportStatement node)
    {
        var stores = node.Names.Select(alias => Store(alias.AsName ?? alias.Name.Split('.')[0])).ToArray();
        return f =>
        {
            for (var i = 0; i < stores.Length; i++)
            {
                var alias = node.Names[i];
                f.Node = alias;
                _vm.Spend(4);
                var module = Module(alias.Name);
                stores[i](f, alias.AsName is null && alias.Name.Contains('.') ? Module(alias.Name.Split('.')[0]) : module);
            }

            return Flow.Next;
        };
    }

    private Func<Frame, Flow> Import(ImportFromStatement node)
    {
        var stores = node.Names.Select(alias => Store(alias.AsName ?? alias.Name)).ToArray();
        return f =>
        {
            f.Node = node;
            var name = new string('.', node.Level) + node.Module;
            var module = Module(name);
            for (var i = 0; i < stores.Length; i++)
            {
                var alias = node.Names[i];
                f.Node = alias;
                _vm.Spend(4);
                if (alias.Name == "*")
                {
                    throw Unsupported("'import *'");
                }

                stores[i](f, module.GetAttribute(_vm, alias.Name)
                    ?? _vm.Import($"{name}.{alias.Name}")
                    ?? throw PythonError.Make(ExceptionTypes.ImportError, $"cannot import name '{alias.Name}' from '{name}'"));
            }

            return Flow.Next;
        };
    }

    private PythonObject Module(string name) => _vm.Import(name) ?? throw new PythonStop(
        Diagnostics.PythonRunCodes.ForbiddenImport, $"Module '{name}' cannot be imported in workflow code.");
}
