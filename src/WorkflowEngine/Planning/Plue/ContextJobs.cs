using WorkflowEngine.Definitions;
using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Planning.Plue;

/// <summary>Plans jobs beside the workflow's own: <c>ctx.trigger_job(name, command=...)</c>.</summary>
internal sealed class ContextJobs(PlueSession session)
{
    public object Trigger(Interpreter vm, Arguments arguments)
    {
        var values = arguments.Bind(
            "trigger_job", 1, "job_name", "env", "depends_on", "condition", "command", "job_command", "timeout", "priority", "allow_failure");
        var name = Values.Str(values[0]!, "job_name");
        var command = values[4] ?? values[5]
            ?? throw PythonError.Type($"trigger_job() needs the command of job '{name}': trigger_job(\"{name}\", command=\"...\")");
        var needs = values[2] is null || ReferenceEquals(values[2], Values.None) ? null : Needs(vm, values[2]!);
        var written = values[3] as string;
        var condition = JobCondition.FromName(written)
            ?? throw PythonError.Value($"'{written}' is not a condition: all_success, any_success, any_failed or always");
        var span = PlueSession.Here(vm);
        session.Add(new PlueJob(
            new JobDefinition
            {
                Name = name,
                Needs = needs ?? [],
                Condition = condition,
                Env = StepArguments.Env(vm, values[1] ?? Values.None),
                Timeout = values[6] is null ? null : StepArguments.Duration(values[6]!) ?? throw PythonError.Value("timeout is a number of seconds or a text such as '5m'"),
                Priority = values[7] is { } priority ? (int)Math.Clamp(Values.Small(priority), int.MinValue, int.MaxValue) : 0,
                AllowFailure = values[8] is { } allow && Operators.IsTrue(vm, allow),
                Steps = [new StepDefinition { Id = "step_1", Label = name, Run = StepArguments.Command(vm, command), Span = span }],
                Span = span,
            },
            FollowsSteps: needs is null));
        return name;
    }

    private static List<string> Needs(Interpreter vm, object value)
    {
        var items = value is string ? [value] : Iteration.ToList(vm, value);
        return items.ConvertAll(item => Values.Str(item, "a name in depends_on"));
    }
}
