using System.Globalization;
using System.Text;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Parsing;

/// <summary>What can be known of the expressions of a workflow before it runs: names, functions, arguments, and errors of constants.</summary>
internal sealed class FlowExpressionRules
{
    private static readonly HashSet<string> Namespaces = new(StringComparer.Ordinal)
    {
        "parameters", "workflow", "vars", "variables", "task", "tasks", "config", "keystore", "item", "index", "system",
    };

    private static readonly HashSet<string> Functions = new(StringComparer.Ordinal)
    {
        "succeeded", "failed", "timed_out", "result", "now", "success", "failure", "always", "cancelled",
    };

    private readonly RuleFindings _findings;
    private readonly HashSet<string> _variables = new(StringComparer.Ordinal);
    private readonly HashSet<string> _parameters;
    private readonly HashSet<string> _tasks = new(StringComparer.Ordinal);
    private readonly StringBuilder _path = new();

    private FlowExpressionRules(WorkflowDefinition definition, RuleFindings findings)
    {
        _findings = findings;
        _parameters = new(ParameterSchema.Names(definition.Parameters), StringComparer.Ordinal);
        _variables.UnionWith(definition.Vars.Keys);
        Collect(definition.Jobs);
    }

    public static void Check(WorkflowDefinition definition, RuleFindings findings)
    {
        var rules = new FlowExpressionRules(definition, findings);
        foreach (var job in definition.Jobs)
        {
            rules.CheckTask(job, hasItems: false);
        }

        foreach (var (name, output) in definition.Outputs)
        {
            rules.At($"output_map.{name}", output.Expressions, hasItems: false);
        }
    }

    /// <remarks>The depth is bounded by the limit of the tree.</remarks>
    private void Collect(IReadOnlyList<JobDefinition> jobs)
    {
        foreach (var job in jobs)
        {
            _tasks.Add(job.Name);
            foreach (var publish in job.Flow?.Transitions.SelectMany(transition => transition.Publish) ?? [])
            {
                _variables.Add(publish.Name);
            }

            Collect(job.Flow?.Jobs ?? []);
        }
    }

    private void CheckTask(JobDefinition job, bool hasItems)
    {
        if (job.Flow is not { } flow)
        {
            return;
        }

        var task = $"task {Quoted.Text(job.Name)}";
        At($"{task} with_items", flow.WithItems?.Expressions ?? [], hasItems);
        hasItems |= flow.WithItems is not null;
        At($"{task} when", flow.When is null ? [] : [flow.When], hasItems);
        At($"{task} retry.on_error", job.Retry?.When is { } retry ? [retry] : [], hasItems);
        At($"{task} input", flow.Input, hasItems);
        for (var index = 0; index < flow.Transitions.Count; index++)
        {
            var transition = flow.Transitions[index];
            var next = string.Create(CultureInfo.InvariantCulture, $"{task} next[{index}]");
            At($"{next}.when", transition.When is null ? [] : [transition.When], hasItems);
            foreach (var publish in transition.Publish)
            {
                At($"{next}.publish.{publish.Name}", publish.Value, hasItems);
            }
        }

        foreach (var inner in flow.Jobs)
        {
            CheckTask(inner, hasItems);
        }
    }

    private void At(string place, JsonTemplate? template, bool hasItems)
    {
        _path.Clear().Append(place);
        template?.Visit(_path, expression => CheckExpression(expression, hasItems));
    }

    private void At(string place, IReadOnlyList<Expression> expressions, bool hasItems)
    {
        _path.Clear().Append(place);
        foreach (var expression in expressions)
        {
            CheckExpression(expression, hasItems);
        }
    }

    private void CheckExpression(Expression expression, bool hasItems)
    {
        foreach (var name in expression.Names)
        {
            CheckName(name, hasItems);
        }

        foreach (var member in expression.Members)
        {
            if (member.Name is "task" or "tasks" && !_tasks.Contains(member.Key))
            {
                _findings.Error(
                    TaskCodes.UnknownTask,
                    $"In {_path}: there is no task {Quoted.Text(member.Key)}.",
                    member.Span,
                    _findings.Suggest(member.Key, _tasks));
            }
        }

        var isConstant = expression.Names.Count == 0;
        foreach (var call in expression.Calls)
        {
            isConstant &= !Functions.Contains(call.Name);
            if (!Functions.Contains(call.Name) && call.Problem is { } problem)
            {
                isConstant = false;
                _findings.Error(problem.Code, $"In {_path}: {problem.Message}", call.Span);
            }
        }

        if (isConstant && expression.Evaluate(NoNames.Instance).Error is { } error)
        {
            _findings.Error(error.Code, $"In {_path}: {error.Message}", error.Span, error.Hint);
        }
    }

    private void CheckName(ExpressionName name, bool hasItems)
    {
        if (name.Name is "item" or "index" && !hasItems && !_variables.Contains(name.Name))
        {
            _findings.Error(
                TaskCodes.ItemWithoutItems, $"In {_path}: '{name.Name}' is only known in a task with 'with_items'.", name.Span);
        }
        else if (Namespaces.Contains(name.Name) || _variables.Contains(name.Name))
        {
            return;
        }
        else if (_parameters.Contains(name.Name))
        {
            _findings.Warning(
                TaskCodes.BareParameter, $"In {_path}: '{name.Name}' is a parameter.", name.Span, $"Write 'parameters.{name.Name}'.");
        }
        else
        {
            // A branch that is never taken may read what nobody has set, so it is not certain that the run fails.
            _findings.Warning(
                ExpressionCodes.UnknownName,
                $"In {_path}: unknown variable '{name.Name}'.",
                name.Span,
                $"Use 'parameters.{name.Name}' for input parameters, or define it in workflow vars.");
        }
    }
}
