using WorkflowEngine.Python;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Parsing;

/// <summary>What names of a Python file stand for in the <c>plue</c> module, through <c>import ... as</c>.</summary>
internal sealed class PythonNames
{
    private const string Module = "plue";
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly HashSet<string> _modules = new(StringComparer.Ordinal) { Module };

    public PythonNames(PythonModule module)
    {
        foreach (var statement in module.Body)
        {
            switch (statement)
            {
                case ImportFromStatement { Module: Module } import:
                    foreach (var name in import.Names)
                    {
                        _aliases[name.AsName ?? name.Name] = name.Name;
                    }

                    break;
                case ImportStatement import:
                    foreach (var name in import.Names)
                    {
                        if (name.Name == Module)
                        {
                            _modules.Add(name.AsName ?? name.Name);
                        }
                    }

                    break;
            }
        }
    }

    /// <summary>The name that an expression has in the module; null when it is not a plain or dotted name.</summary>
    public string? Resolve(PythonExpression expression)
    {
        if (PythonLiteral.Dotted(expression) is not { } dotted)
        {
            return null;
        }

        var dot = dotted.LastIndexOf('.');
        if (dot >= 0)
        {
            return _modules.Contains(dotted[..dot]) ? dotted[(dot + 1)..] : null;
        }

        return _aliases.GetValueOrDefault(dotted, dotted);
    }
}
