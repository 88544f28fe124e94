using System.Globalization;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Parsing;

/// <summary>
/// Plans a workflow function whose body is a straight line of <c>ctx.run(...)</c> and <c>ctx.parallel([...])</c> with literal arguments.
/// Such a body needs no interpreter to be known; any other is left to Python.
/// </summary>
internal sealed class WorkflowBody
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly List<StepDefinition> _steps = [];
    private readonly string _context;
    private int _count;

    private WorkflowBody(string context) => _context = context;

    /// <summary>The steps, or null when the body is more than a straight line.</summary>
    public static IReadOnlyList<StepDefinition>? TryPlan(FunctionDefinition function)
    {
        var body = new WorkflowBody(function.Parameters[0].Name);
        foreach (var statement in function.Body)
        {
            switch (statement)
            {
                case PassStatement or ExpressionStatement { Value: StringLiteral or ConstantExpression { Value: PythonConstant.Ellipsis } }:
                    continue;
                case ReturnStatement { Value: null } or ReturnStatement { Value: ConstantExpression { Value: PythonConstant.None } }:
                    return body._steps;
                case ExpressionStatement expression when body.TryAdd(expression.Value, variable: null):
                    continue;
                case AssignmentStatement { Targets: [NameExpression target] } assignment when body.TryAdd(assignment.Value, target.Name):
                    continue;
                default:
                    return null;
            }
        }

        return body._steps;
    }

    private bool TryAdd(PythonExpression expression, string? variable)
    {
        var value = expression is AwaitExpression awaited ? awaited.Value : expression;
        if (value is not CallExpression call || Step(call) is not { } step)
        {
            return false;
        }

        _steps.Add(step);
        if (variable is not null)
        {
            _variables[variable] = step.Id;
        }

        return true;
    }

    private StepDefinition? Step(CallExpression call)
    {
        if (call.Function is not AttributeExpression { Value: NameExpression owner } method || owner.Name != _context)
        {
            return null;
        }

        return method.Name switch
        {
            "run" => Run(call),
            "parallel" => Parallel(call),
            _ => null,
        };
    }

    private StepDefinition? Run(CallExpression call)
    {
        string? name = null, command = null;
        IReadOnlyDictionary<string, string> env = EmptyMap.Strings;
        IReadOnlyList<string>? dependsOn = null;
        for (var i = 0; i < call.Arguments.Length; i++)
        {
            if (call.Arguments[i] is not StringLiteral text || i > 1)
            {
                return null;
            }

            (name, command) = i == 0 ? (text.Value, command) : (name, text.Value);
        }

        foreach (var keyword in call.Keywords)
        {
            switch (keyword.Name)
            {
                case "name" when keyword.Value is StringLiteral text:
                    name = text.Value;
                    break;
                case "cmd" when keyword.Value is StringLiteral text:
                    command = text.Value;
                    break;
                case "env" when Literals(keyword.Value) is { } literals:
                    env = literals;
                    break;
                case "depends_on" when Dependencies(keyword.Value) is { } dependencies:
                    dependsOn = dependencies;
                    break;
                default:
                    return null;
            }
        }

        return command is null ? null : new StepDefinition
        {
            Id = NextId(),
            Label = name,
            Run = command,
            Env = env,
            DependsOn = dependsOn,
            Span = call.Span,
        };
    }

    private StepDefinition? Parallel(CallExpression call)
    {
        if (call is not { Arguments: [var list], Keywords: [] } || PythonLiteral.Items(list) is not { } items)
        {
            return null;
        }

        var children = new List<StepDefinition>(items.Count);
        foreach (var item in items)
        {
            if (item is not CallExpression child || Step(child) is not { } step)
            {
                return null;
            }

            children.Add(step);
        }

        return new StepDefinition { Id = NextId(), Label = "parallel", Kind = StepKind.Parallel, Steps = children, Span = call.Span };
    }

    private static IReadOnlyDictionary<string, string>? Literals(PythonExpression value)
    {
        var findings = new List<Diagnostic>();
        var map = new PythonLiteral(findings).Map("env", value);
        return findings.Count == 0 ? map ?? EmptyMap.Strings : null;
    }

    private List<string>? Dependencies(PythonExpression value)
    {
        var items = PythonLiteral.Items(value) ?? [value];
        var ids = new List<string>(items.Count);
        foreach (var item in items)
        {
            if (item is not NameExpression name || !_variables.TryGetValue(name.Name, out var id))
            {
                return null;
            }

            ids.Add(id);
        }

        return ids;
    }

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"step_{++_count}");
}
