using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Execution.Workspaces;

namespace WorkflowEngine.Execution;

/// <summary>
/// The complete environment of a step, made when somebody first looks at it. Later ones replace earlier ones:
/// a few variables of the host; the plan; the job; the item of the fan-out; parallel steps around the step, outermost first; the step;
/// and last the variables that belong to the engine, which nobody can set. One that has no value for this run is absent.
/// </summary>
internal sealed class StepEnvironment(JobTask task, StepDefinition step, StepGroup? group, JobWorkspace? workspace)
    : IReadOnlyDictionary<string, string>
{
    private static readonly string[] FromHost = ["PATH", "HOME", "LANG", "TMPDIR", "USER", "SHELL", "TZ"];

    private Dictionary<string, string>? _variables;

    public IEnumerable<string> Keys => Variables.Keys;

    public IEnumerable<string> Values => Variables.Values;

    public int Count => Variables.Count;

    private Dictionary<string, string> Variables => _variables ??= Make();

    public string this[string key] => Variables[key];

    public bool ContainsKey(string key) => Variables.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => Variables.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => Variables.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dictionary<string, string> Make()
    {
        var variables = new Dictionary<string, string>(48, StringComparer.Ordinal);
        foreach (var name in FromHost)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                variables[name] = value;
            }
        }

        var job = task.Job.Definition;
        Add(variables, task.Env);
        Add(variables, job.Env);
        if (job.ForEach is { } forEach && task.Job.Item is { } item)
        {
            variables[forEach.Variable] = item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText();
        }

        AddGroup(variables, group);
        Add(variables, step.Env);
        AddOwn(variables);
        return variables;
    }

    private static void Add(Dictionary<string, string> variables, IReadOnlyDictionary<string, string> more)
    {
        foreach (var (name, value) in more)
        {
            variables[name] = value;
        }
    }

    private static void AddGroup(Dictionary<string, string> variables, StepGroup? group)
    {
        if (group is not null)
        {
            AddGroup(variables, group.Outer);
            Add(variables, group.Step.Env);
        }
    }

    /// <summary>The <c>REACTORCIDE_</c> and <c>RC_</c> names are those of the pipelines format; the others are the engine's.</summary>
    private void AddOwn(Dictionary<string, string> variables)
    {
        var run = task.Run;
        var source = run.Event;
        var runId = run.Id.ToString(CultureInfo.InvariantCulture);
        var branch = source.Ref is { } full && full.StartsWith("refs/", StringComparison.Ordinal)
            && !full.StartsWith("refs/heads/", StringComparison.Ordinal) ? null : source.RefName;

        variables["CI"] = "true";
        variables["WORKFLOW_RUN_ID"] = runId;
        variables["WORKFLOW_RUN_NUMBER"] = run.Number.ToString(CultureInfo.InvariantCulture);
        variables["WORKFLOW_NAME"] = run.Workflow;
        variables["WORKFLOW_JOB"] = task.Job.Definition.Name;
        variables["WORKFLOW_STEP"] = step.Id;
        variables["WORKFLOW_ATTEMPT"] = task.Key.Attempt.ToString(CultureInfo.InvariantCulture);
        variables["WORKFLOW_SCOPE"] = run.Scope.Name;
        variables["WORKFLOW_EVENT"] = source.Name;
        Own(variables, "WORKFLOW_REF", source.Ref);
        Own(variables, "WORKFLOW_REF_NAME", source.RefName);
        Own(variables, "WORKFLOW_SHA", source.Sha);
        Own(variables, "WORKFLOW_WORKSPACE", workspace?.Path);

        variables["REACTORCIDE_CI"] = "true";
        variables["REACTORCIDE_JOB_ID"] = string.Create(CultureInfo.InvariantCulture, $"{run.Id}-{task.Key.Job}");
        variables["REACTORCIDE_EVENT_TYPE"] = source.Name;
        variables["REACTORCIDE_REPO"] = run.Scope.Name;
        variables["RC_WF_ID"] = runId;
        Own(variables, "REACTORCIDE_SHA", source.Sha);
        Own(variables, "REACTORCIDE_BRANCH", branch);
        Own(variables, "REACTORCIDE_GIT_COMMIT", source.Sha);
        Own(variables, "REACTORCIDE_GIT_BRANCH", branch);
        Own(variables, "REACTORCIDE_GIT_REF", source.Ref);
        Own(variables, "REACTORCIDE_PR_BASE_REF", source.BaseRef);
        Own(variables, "REACTORCIDE_DIFF_BASE", source.Before);
        Own(variables, "REACTORCIDE_HEAD_ACTOR", source.Actor);
        Own(variables, "REACTORCIDE_CODE_DIR", workspace?.Path);
        Own(variables, "REACTORCIDE_JOB_DIR", workspace?.Path);
    }

    private static void Own(Dictionary<string, string> variables, string name, string? value)
    {
        if (value is null)
        {
            variables.Remove(name);
        }
        else
        {
            variables[name] = value;
        }
    }
}
