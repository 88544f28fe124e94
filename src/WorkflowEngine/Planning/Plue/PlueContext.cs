using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;
using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Planning.Plue;

/// <summary>The parameter of a workflow function, <c>ctx</c>.</summary>
internal sealed class PlueContext : PythonObject
{
    private static readonly string[] Later =
        ["write", "comment", "review_comment", "approve", "request_changes"];

    private readonly Dictionary<string, object> _members;
    private readonly PlueSession _session;
    private readonly EventObject _event;

    public PlueContext(PlueSession session)
    {
        _session = session;
        _event = new EventObject(session.Facts, session.Repository);
        var steps = new ContextSteps(session, this);
        _members = new(StringComparer.Ordinal)
        {
            ["run"] = new BuiltinFunction("run", steps.Run),
            ["parallel"] = new BuiltinFunction("parallel", steps.Parallel),
            ["step"] = new BuiltinFunction("step", steps.Step),
            ["trigger_job"] = new BuiltinFunction("trigger_job", new ContextJobs(session).Trigger),
            ["success"] = new BuiltinFunction("success", Success),
            ["fail"] = new BuiltinFunction("fail", steps.Fail),
            ["event"] = _event,
            ["repo"] = new ContextPart("repo", name => Repository(session, name), session.Repository),
            ["git"] = new ContextPart("git", ContextGit.Find),
            ["env"] = new ContextNames("env", name => session.Env.TryGetValue(name, out var value) ? value : null),
            ["secrets"] = new ContextNames("secret", _ => null),
            ["secret"] = new BuiltinFunction("secret", (_, arguments) => Named("secret", arguments)),
            ["read"] = new BuiltinFunction("read", (_, arguments) => Named("file", arguments)),
            ["glob"] = new BuiltinFunction("glob", (_, arguments) => Named("glob", arguments)),
            ["exists"] = new BuiltinFunction("exists", (_, arguments) =>
            {
                PlueModules.PlaceholderText(arguments.Take("exists", 1, 1)[0], "exists");
                return Values.True;
            }),
        };
    }

    public override string TypeName => "Context";

    public override object? GetAttribute(Interpreter vm, string name)
    {
        switch (name)
        {
            case "ref" or "sha" or "inputs":
                return _event.GetAttribute(vm, name);
            case "issue":
                return _event.GetAttribute(vm, "issue");
            case "pr":
                return _event.GetAttribute(vm, "pull_request");
        }

        if (_members.TryGetValue(name, out var member))
        {
            return member;
        }

        if (Later.Contains(name))
        {
            throw new PythonStop(
                PythonWorkflowCodes.NotSupported, $"'ctx.{name}' is not supported.", "Do it in a command that is given to ctx.run(...).");
        }

        return name.StartsWith('_') ? null : throw PythonError.Attribute(Missing(name));
    }

    public override string Repr(Interpreter vm) => "<context>";

    /// <summary>A call such as <c>ctx.read(path)</c> as its placeholder.</summary>
    private static Placeholder Named(string kind, Arguments arguments) =>
        new($"{kind}:{PlueModules.PlaceholderText(arguments.Take(kind, 1, 1)[0], kind)}");

    private static PythonDict Success(Interpreter vm, Arguments arguments)
    {
        arguments.Counted("success", 0, 0);
        var outputs = new PythonDict(vm);
        foreach (var (name, value) in arguments.Keywords)
        {
            outputs.Set(vm, name, value);
        }

        var result = new PythonDict(vm);
        result.Set(vm, "status", "success");
        result.Set(vm, "outputs", outputs);
        return result;
    }

    private static object? Repository(PlueSession session, string name)
    {
        var full = session.Repository;
        var slash = full.LastIndexOf('/');
        return name switch
        {
            "full_name" => full,
            "name" => slash < 0 ? full : full[(slash + 1)..],
            "owner" => slash < 0 ? Values.None : full[..slash],
            "default_branch" => new Placeholder("git.default_branch"),
            _ => null,
        };
    }

    private string Missing(string name)
    {
        string[] known = [.. _members.Keys, "ref", "sha", "inputs", "issue", "pr"];
        return NearestName.Of(name, known) is { } near
            ? $"'ctx' has no attribute '{name}'. Did you mean: '{near}'?"
            : $"'ctx' has no attribute '{name}'";
    }
}
