using System.Text.Json;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;
using WorkflowEngine.Python.Evaluation;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Planning.Plue;

/// <summary>The calls of <c>ctx</c> that plan steps.</summary>
internal sealed class ContextSteps(PlueSession session, PlueContext context)
{
    /// <summary><c>ctx.run(name, cmd, env=None, cache=None, depends_on=None)</c>; one positional argument alone is the command.</summary>
    public object Run(Interpreter vm, Arguments arguments)
    {
        arguments.Counted("run", 0, 2);
        var given = new List<KeyValuePair<string, object>>(arguments.Keywords);
        var hasCommand = arguments.Count == 2 || given.Exists(argument => argument.Key == "cmd");
        for (var i = arguments.Count - 1; i >= 0; i--)
        {
            var name = i == 1 || !hasCommand ? "cmd" : "name";
            if (given.Exists(argument => argument.Key == name))
            {
                throw PythonError.Type($"run() got multiple values for argument '{name}'");
            }

            given.Insert(0, new(name, arguments[i]));
        }

        return session.Add(MakeRun(vm, given));
    }

    /// <summary><c>ctx.parallel([steps])</c>: takes in steps that were planned, as the children of a group.</summary>
    public object Parallel(Interpreter vm, Arguments arguments)
    {
        var value = arguments.Bind("parallel", 1, "steps", "max_parallel");
        var children = new List<PlueStep>();
        foreach (var item in Iteration.ToList(vm, value[0]!))
        {
            children.Add(Child(item));
        }

        var group = new PlueStep
        {
            Id = session.NextId,
            Label = "parallel",
            Kind = PlueStepKind.Parallel,
            Config = [new("step_ids", JsonSerializer.SerializeToElement(children.Select(child => child.Id)))],
            Children = children,
            MaxParallel = value[1] is null || ReferenceEquals(value[1], Values.None) ? null : (int)Math.Clamp(Values.Small(value[1]!), 0, int.MaxValue),
            Span = PlueSession.Here(vm),
        };
        foreach (var child in children)
        {
            child.Group = group;
        }

        return session.Add(group);
    }

    /// <summary><c>ctx.step(function)</c>: plans the function's steps in its place, or a step in which python3 calls it.</summary>
    public object Step(Interpreter vm, Arguments arguments)
    {
        var values = arguments.Bind("step", 1, "function", "name", "depends_on", "timeout");
        if (values[0] is not PythonFunction function)
        {
            throw PythonError.Type($"step() takes a function, not {Types.NameOf(values[0]!)}");
        }

        var name = values[1] as string ?? function.Code.Name.Replace('_', ' ').Trim();
        var span = PlueSession.Here(vm);
        if (InlineRule.Allows(function, vm))
        {
            if (TryInline(vm, function, name) is { } group)
            {
                return group;
            }
        }

        if (!ReferenceEquals(vm.Globals.Find(function.Code.Name), function))
        {
            throw new PythonStop(
                PythonWorkflowCodes.ResultNotKnown,
                $"python3 can call '{function.Code.Name}' only when it is defined at the top level of the file.",
                "Move the function to the top level.");
        }

        return session.Add(new PlueStep
        {
            Id = session.NextId,
            Label = name,
            Kind = PlueStepKind.Python,
            Function = function.Code.Name,
            DependsOn = values[2] is null ? null : StepArguments.Dependencies(vm, session, values[2]!),
            Timeout = values[3] is null ? null : StepArguments.Duration(values[3]!),
            Span = span,
        });
    }

    /// <summary><c>ctx.fail(reason)</c>: the run fails when it gets there.</summary>
    public object Fail(Interpreter vm, Arguments arguments)
    {
        var reason = Text.Str(vm, arguments.Bind("fail", 1, "reason")[0]!);
        session.Add(new PlueStep
        {
            Id = session.NextId,
            Label = "fail",
            Kind = PlueStepKind.Shell,
            Command = $"printf '%s\\n' {StepArguments.Quoted(reason)} >&2; exit 1",
            Span = PlueSession.Here(vm),
        });
        var result = new PythonDict(vm);
        result.Set(vm, "status", "fail");
        result.Set(vm, "reason", reason);
        return result;
    }

    private PlueStep MakeRun(Interpreter vm, List<KeyValuePair<string, object>> given)
    {
        var config = new List<KeyValuePair<string, JsonElement>>(given.Count);
        string? label = null, command = null, folder = null;
        IReadOnlyDictionary<string, string> env = Definitions.EmptyMap.Strings;
        IReadOnlyList<string>? dependencies = null;
        TimeSpan? timeout = null;
        foreach (var (name, value) in given)
        {
            switch (name)
            {
                case "name":
                    label = ReferenceEquals(value, Values.None) ? null : Values.Str(value, "name");
                    break;
                case "cmd":
                    command = StepArguments.Command(vm, value);
                    config.Add(new(name, JsonSerializer.SerializeToElement(command)));
                    continue;
                case "env":
                    env = StepArguments.Env(vm, value);
                    break;
                case "depends_on":
                    dependencies = StepArguments.Dependencies(vm, session, value);
                    continue;
                case "timeout":
                    timeout = StepArguments.Duration(value);
                    break;
                case "cwd" or "working_directory":
                    folder = Values.Str(value, name);
                    break;
            }

            config.Add(new(name, PlueJson.Of(vm, value)));
        }

        return new PlueStep
        {
            Id = session.NextId,
            Label = label,
            Kind = PlueStepKind.Shell,
            Command = command ?? throw NoCommand(given),
            Env = env,
            Timeout = timeout,
            WorkingDirectory = folder,
            Config = config,
            DependsOn = dependencies,
            Span = PlueSession.Here(vm),
        };
    }

    private static PythonError NoCommand(IReadOnlyList<KeyValuePair<string, object>> arguments)
    {
        var near = NearestName.Of("cmd", [.. arguments.Select(argument => argument.Key)]);
        return PythonError.Type("run() needs a command: ctx.run(name=\"...\", cmd=\"...\")" + (near is null ? "" : $". Did you mean 'cmd' instead of '{near}'?"));
    }

    private PlueStep Child(object item)
    {
        switch (item)
        {
            case StepProxy { Step.Group: null } step:
                return step.Step;
            case StepProxy step:
                throw PythonError.Value($"step '{step.Step.Label ?? step.Step.Id}' is in another group already");
            case GroupProxy { Steps: [var only] }:
                return only;
            case GroupProxy group when group.Steps.Count > 0:
                // Steps one after the other cannot be one child; python3 runs the function as one.
                return session.Replace(group);
            default:
                throw PythonError.Type($"parallel() takes a list of steps, not of {Types.NameOf(item)}");
        }
    }

    private GroupProxy? TryInline(Interpreter vm, PythonFunction function, string name)
    {
        var before = session.Steps.Count;
        try
        {
            var value = vm.Call(function, function.Code.Parameters.Length > 0 ? [context] : []);
            value = value is Coroutine coroutine ? coroutine.Await(vm)! : value;
            var steps = session.Steps.Skip(before).Where(step => step.Group is null).ToList();
            foreach (var step in steps)
            {
                step.Prefix = step.Prefix is null ? name : $"{name} / {step.Prefix}";
            }

            return new GroupProxy(name, function.Code.Name, steps, value);
        }
        catch (PythonStop stop) when (stop.Code == PythonWorkflowCodes.ResultNotKnown && ReferenceEquals(vm.Globals.Find(function.Code.Name), function))
        {
            // It looks at results, so only python3 can run it.
            session.Forget(before);
            return null;
        }
    }
}
