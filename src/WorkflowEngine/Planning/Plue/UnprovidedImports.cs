using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python;
using WorkflowEngine.Python.Evaluation;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Planning.Plue;

/// <summary>
/// Finds imports of modules that are not provided. One that a function other than a workflow uses is allowed, for python3 may run that
/// function; any other could only be used where it is refused.
/// </summary>
internal static class UnprovidedImports
{
    public static IEnumerable<Diagnostic> Check(PythonModule module, PythonModules modules, IReadOnlySet<FunctionDefinition> workflows)
    {
        HashSet<string>? used = null;
        foreach (var statement in module.Body)
        {
            foreach (var (name, bound, span) in Names(statement))
            {
                if (!modules.Provides(name) && !(used ??= NamesInFunctions(module, workflows)).Contains(bound))
                {
                    yield return Diagnostic.Error(
                        PythonRunCodes.ForbiddenImport,
                        $"Module '{name}' cannot be imported in workflow code.",
                        span,
                        UnavailableModule.Hint);
                }
            }
        }
    }

    private static IEnumerable<(string Module, string Bound, SourceSpan Span)> Names(PythonStatement statement)
    {
        switch (statement)
        {
            case ImportStatement import:
                foreach (var alias in import.Names)
                {
                    yield return (alias.Name, alias.AsName ?? alias.Name.Split('.')[0], statement.Span);
                }

                break;
            case ImportFromStatement import:
                var module = new string('.', import.Level) + import.Module;
                foreach (var alias in import.Names)
                {
                    yield return (module, alias.AsName ?? alias.Name, statement.Span);
                }

                break;
        }
    }

    private static HashSet<string> NamesInFunctions(PythonModule module, IReadOnlySet<FunctionDefinition> workflows)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<PythonNode>();
        var children = new List<PythonNode>();
        foreach (var statement in module.Body)
        {
            if (statement is (FunctionDefinition or ClassDefinition) && !(statement is FunctionDefinition function && workflows.Contains(function)))
            {
                pending.Push(statement);
            }
        }

        while (pending.TryPop(out var node))
        {
            if (node is NameExpression name)
            {
                names.Add(name.Name);
            }

            children.Clear();
            node.CollectChildren(children);
            foreach (var child in children)
            {
                pending.Push(child);
            }
        }

        return names;
    }
}
