using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>Finds which names each function, class and comprehension binds and uses, once for the whole module.</summary>
internal sealed class ScopeBuilder
{
    /// <summary>The hidden name under which methods find their class, for super().</summary>
    public const string ClassCell = "__class__";

    private readonly Dictionary<PythonNode, Scope> _scopes = new(ReferenceEqualityComparer.Instance);

    public static Dictionary<PythonNode, Scope> Build(ImmutableArray<PythonStatement> body, Scope module)
    {
        var builder = new ScopeBuilder();
        builder.VisitAll(body, module);
        module.Link();
        return builder._scopes;
    }

    private void Visit(PythonNode? node, Scope scope)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node)
        {
            case null:
                return;
            case NameExpression name:
                Use(name.Name, scope);
                return;
            case FunctionDefinition function:
                scope.Bind(function.Name);
                VisitAll(function.Decorators, scope);
                VisitFunction(function, function.Parameters, scope, inner => VisitAll(function.Body, inner));
                return;
            case LambdaExpression lambda:
                VisitFunction(lambda, lambda.Parameters, scope, inner => Visit(lambda.Body, inner));
                return;
            case ClassDefinition definition:
                VisitClass(definition, scope);
                return;
            case ComprehensionExpression comprehension:
                VisitComprehension(comprehension, comprehension.Clauses, [comprehension.Element], scope);
                return;
            case DictComprehension comprehension:
                VisitComprehension(comprehension, comprehension.Clauses, [comprehension.Key, comprehension.Value], scope);
                return;
            case NamedExpression named:
                BindNamed(named.Target.Name, scope);
                Visit(named.Value, scope);
                return;
            case AnnotatedAssignment annotated:
                VisitTarget(annotated.Target, scope);
                Visit(annotated.Value, scope);
                return;
            default:
                VisitBinding(node, scope);
                return;
        }
    }

    private void VisitBinding(PythonNode node, Scope scope)
    {
        switch (node)
        {
            case AssignmentStatement assignment:
                VisitTargets(assignment.Targets, scope);
                Visit(assignment.Value, scope);
                return;
            case AugmentedAssignment augmented:
                VisitTarget(augmented.Target, scope);
                Visit(augmented.Target, scope);
                Visit(augmented.Value, scope);
                return;
            case ForStatement loop:
                VisitTarget(loop.Target, scope);
                break;
            case DeleteStatement delete:
                VisitTargets(delete.Targets, scope);
                return;
            case WithItem { Target: { } target } item:
                VisitTarget(target, scope);
                Visit(item.Context, scope);
                return;
            case ExceptHandler { Name: { } name }:
                scope.Bind(name);
                break;
            case ImportStatement import:
                foreach (var alias in import.Names)
                {
                    scope.Bind(alias.AsName ?? alias.Name.Split('.')[0]);
                }

                return;
            case ImportFromStatement import:
                foreach (var alias in import.Names)
                {
                    scope.Bind(alias.AsName ?? alias.Name);
                }

                return;
            case TypeAliasStatement alias:
                scope.Bind(alias.Name.Name);
                return;
            case YieldExpression or YieldFromExpression:
                scope.IsGenerator = true;
                break;
            case AsPattern { Name: { } name }:
                scope.Bind(name);
                break;
            case StarPattern { Name: { } name }:
                scope.Bind(name);
                break;
            case MappingPattern { Rest: { } rest }:
                scope.Bind(rest);
                break;
        }

        VisitChildren(node, scope);
    }

    private void VisitChildren(PythonNode node, Scope scope)
    {
        var children = new List<PythonNode>();
        node.CollectChildren(children);
        foreach (var child in children)
        {
            if (child is GlobalStatement or NonlocalStatement)
            {
                Declare(child, scope);
            }

            Visit(child, scope);
        }
    }

    private void VisitAll<T>(ImmutableArray<T> nodes, Scope scope)
        where T : PythonNode
    {
        foreach (var node in nodes)
        {
            DeclareIn(node, scope);
        }

        foreach (var node in nodes)
        {
            Visit(node, scope);
        }
    }

    // A declaration comes before every use of the name, but it may stand in a nested block.
    private static void DeclareIn(PythonNode node, Scope scope)
    {
        if (node is FunctionDefinition or ClassDefinition or PythonExpression)
        {
            return;
        }

        Declare(node, scope);
        var children = new List<PythonNode>();
        node.CollectChildren(children);
        foreach (var child in children)
        {
            DeclareIn(child, scope);
        }
    }

    private static void Declare(PythonNode node, Scope scope)
    {
        if (node is GlobalStatement global)
        {
            foreach (var name in global.Names)
            {
                scope.DeclareGlobal(name);
            }
        }
        else if (node is NonlocalStatement nonlocal)
        {
            foreach (var name in nonlocal.Names)
            {
                scope.DeclareNonlocal(name);
            }
        }
    }

    private static void Use(string name, Scope scope)
    {
        scope.Use(name);
        if (name == "super")
        {
            scope.Use(ClassCell);
        }
    }

    private void VisitTargets(ImmutableArray<PythonExpression> targets, Scope scope)
    {
        foreach (var target in targets)
        {
            VisitTarget(target, scope);
        }
    }

    private void VisitTarget(PythonExpression target, Scope scope)
    {
        switch (target)
        {
            case NameExpression name:
                scope.Bind(name.Name);
                break;
            case TupleExpression tuple:
                VisitTargets(tuple.Items, scope);
                break;
            case ListExpression list:
                VisitTargets(list.Items, scope);
                break;
            case StarredExpression starred:
                VisitTarget(starred.Value, scope);
                break;
            default:
                Visit(target, scope);
                break;
        }
    }

    private static void BindNamed(string name, Scope scope)
    {
        var target = scope;
        while (target.Kind == ScopeKind.Comprehension)
        {
            target.Use(name);
            target = target.Parent!;
        }

        target.Bind(name);
        target.Use(name);
    }

    private void VisitFunction(PythonNode node, ImmutableArray<Parameter> parameters, Scope scope, Action<Scope> visitBody)
    {
        var inner = Open(node, ScopeKind.Function, scope);
        var names = new HashSet<string>(parameters.Length, StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            if (!names.Add(parameter.Name))
            {
                throw Refused($"duplicate argument '{parameter.Name}' in function definition", parameter);
            }

            Visit(parameter.Default, scope);
            inner.Bind(parameter.Name);
        }

        visitBody(inner);
    }

    private void VisitClass(ClassDefinition definition, Scope scope)
    {
        scope.Bind(definition.Name);
        VisitAll(definition.Decorators, scope);
        VisitAll(definition.Arguments, scope);
        VisitAll(definition.Keywords, scope);
        var inner = Open(definition, ScopeKind.Class, scope);
        inner.Bind(ClassCell);
        VisitAll(definition.Body, inner);
    }

    private void VisitComprehension(
        PythonNode node, ImmutableArray<ComprehensionClause> clauses, ImmutableArray<PythonExpression> elements, Scope scope)
    {
        Visit(clauses[0].Iterable, scope);
        var inner = Open(node, ScopeKind.Comprehension, scope);
        foreach (var clause in clauses)
        {
            VisitTarget(clause.Target, inner);
        }

        for (var i = 0; i < clauses.Length; i++)
        {
            if (i > 0)
            {
                Visit(clauses[i].Iterable, inner);
            }

            VisitAll(clauses[i].Conditions, inner);
        }

        VisitAll(elements, inner);
    }

    // What Python accepts while it reads a file and refuses when it compiles it.
    private static PythonStop Refused(string message, PythonNode node)
    {
        var stop = new PythonStop(PythonCodes.Syntax, message);
        stop.Trace.Add(new TracePoint("<module>", node.Span));
        return stop;
    }

    // A target that is read as well as written is visited twice.
    private Scope Open(PythonNode node, ScopeKind kind, Scope parent)
    {
        if (_scopes.TryGetValue(node, out var known))
        {
            return known;
        }

        var scope = new Scope(kind, parent);
        parent.Children.Add(scope);
        _scopes.Add(node, scope);
        return scope;
    }
}
