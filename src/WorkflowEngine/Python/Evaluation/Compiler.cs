using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>
/// Turns the syntax tree into delegates that know where their names are kept. Each sets the node of the frame just before
/// it does something that can fail, so that an error has an exact place.
/// </summary>
internal sealed partial class Compiler
{
    private readonly Interpreter _vm;
    private readonly Dictionary<PythonNode, Scope> _scopes;
    private readonly Scope _scope;
    private readonly string _path;

    private Compiler(Interpreter vm, Dictionary<PythonNode, Scope> scopes, Scope scope, string path)
    {
        _vm = vm;
        _scopes = scopes;
        _scope = scope;
        _path = path;
    }

    public static Func<Frame, Flow> CompileModule(Interpreter vm, ImmutableArray<PythonStatement> body)
    {
        var module = new Scope(ScopeKind.Module, null);
        var scopes = ScopeBuilder.Build(body, module);
        return new Compiler(vm, scopes, module, "").Block(body);
    }

    /// <summary>Makes what compiles the statements of a module one by one, each with the names of all of them.</summary>
    public static Func<PythonStatement, Func<Frame, Flow>> ForStatements(Interpreter vm, ImmutableArray<PythonStatement> body)
    {
        var module = new Scope(ScopeKind.Module, null);
        var scopes = ScopeBuilder.Build(body, module);
        var compiler = new Compiler(vm, scopes, module, "");
        return compiler.Statement;
    }

    /// <summary>The steps that one evaluation of a node counts, for the parts right below it; those parts count for what is below them.</summary>
    private static int Cost(PythonNode node)
    {
        var children = new List<PythonNode>();
        node.CollectChildren(children);
        return 1 + (children.Count >> 2);
    }

    private static int Size(PythonNode node)
    {
        var children = new List<PythonNode>();
        node.CollectChildren(children);
        return 1 + children.Sum(Size);
    }

    private static PythonStop Unsupported(string what) =>
        new(PythonRunCodes.NotSupported, $"{what} is not supported in workflow code.");

    private Func<Frame, object> Load(NameExpression node)
    {
        var name = node.Name;
        if (_scope.Kind == ScopeKind.Class && !_scope.IsGlobal(name))
        {
            return LoadInClass(node);
        }

        if (_scope.HasSlots && _scope.IsLocal(name))
        {
            var slot = _scope.SlotOf(name);
            return _scope.IsCell(name)
                ? f => ((Cell)f.Slots[slot]!).Value ?? throw Unbound(f, node)
                : f => f.Slots[slot] ?? throw Unbound(f, node);
        }

        if (_scope.FreeSlotOf(name) is >= 0 and var free)
        {
            return f => ((Cell)f.Slots[free]!).Value ?? throw Missing(f, node,
                $"cannot access free variable '{name}' where it is not associated with a value in enclosing scope");
        }

        return LoadGlobal(node);
    }

    private Func<Frame, object> LoadGlobal(NameExpression node)
    {
        var cell = _vm.Globals.CellOf(node.Name);
        if (BuiltinTable.Find(node.Name) is { } builtin)
        {
            return _ => cell.Value ?? builtin;
        }

        if (BuiltinTable.IsForbidden(node.Name))
        {
            return f => cell.Value ?? throw Forbidden(f, node);
        }

        return f => cell.Value ?? throw Missing(f, node, $"name '{node.Name}' is not defined");
    }

    private Func<Frame, object> LoadInClass(NameExpression node)
    {
        var name = node.Name;
        var free = _scope.FreeSlotOf(name);
        var global = LoadGlobal(node);
        return f => f.ClassNames!.GetValueOrDefault(name)
            ?? (free >= 0 ? ((Cell)f.Slots[free]!).Value : null)
            ?? global(f);
    }

    private Action<Frame, object?> Store(string name)
    {
        if (_scope.Kind == ScopeKind.Class && !_scope.IsGlobal(name) && _scope.FreeSlotOf(name) < 0)
        {
            return (f, value) =>
            {
                if (value is null)
                {
                    f.ClassNames!.Remove(name);
                }
                else
                {
                    f.ClassNames![name] = value;
                }
            };
        }

        if (_scope.HasSlots && _scope.IsLocal(name))
        {
            var slot = _scope.SlotOf(name);
            return _scope.IsCell(name)
                ? (f, value) => ((Cell)f.Slots[slot]!).Value = value
                : (f, value) => f.Slots[slot] = value;
        }

        if (_scope.FreeSlotOf(name) is >= 0 and var free)
        {
            return (f, value) => ((Cell)f.Slots[free]!).Value = value;
        }

        var cell = _vm.Globals.CellOf(name);
        return (_, value) => cell.Value = value;
    }

    private static PythonStop Forbidden(Frame frame, PythonNode node)
    {
        frame.Node = node;
        return new PythonStop(PythonRunCodes.ForbiddenName, $"'{((NameExpression)node).Name}' cannot be used in workflow code.");
    }

    private static PythonError Missing(Frame frame, PythonNode node, string message)
    {
        frame.Node = node;
        return PythonError.Name(message);
    }

    private static PythonError Unbound(Frame frame, NameExpression node)
    {
        frame.Node = node;
        return PythonError.Make(
            ExceptionTypes.UnboundLocalError, $"cannot access local variable '{node.Name}' where it is not associated with a value");
    }
}
