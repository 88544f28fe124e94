using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python;
using WorkflowEngine.Python.Evaluation;
using WorkflowEngine.Python.Syntax;
using PythonFunction = WorkflowEngine.Python.Evaluation.PythonFunction;

namespace WorkflowEngine.Planning.Plue;

/// <summary>One evaluation of a file, ready to plan one of its workflows.</summary>
internal sealed class PlueProgram
{
    private readonly PlueSession _session;
    private readonly PythonRun _run;
    private readonly string _file;

    private PlueProgram(PlueSession session, PythonRun run, string file) => (_session, _run, _file) = (session, run, file);

    public PlueSession Session => _session;

    public IReadOnlyList<Diagnostic> Diagnostics => _run.Diagnostics;

    public long Cost => _run.Interpreter.StepsTaken;

    /// <summary>Runs the top level of the file. What fails there is in <see cref="Diagnostics"/>.</summary>
    public static PlueProgram Start(PythonModule module, PlueSession session, PythonLimits limits, string file) =>
        new(session, PythonEvaluator.RunEach(module, session.Modules, limits, PlueModules.Globals(session), file), file);

    /// <summary>Calls a workflow function. Once for each evaluation.</summary>
    /// <param name="function">The function's definition at the top level of the file.</param>
    /// <param name="definition">The workflow, without jobs.</param>
    /// <param name="timeout">How long the job may take; null for the engine's default.</param>
    public BodyPlan Plan(FunctionDefinition function, WorkflowDefinition definition, TimeSpan? timeout)
    {
        var before = _run.Diagnostics.Count;
        _session.Env = definition.Env;
        (_session.IsPlanning, _session.IsUsed) = (true, true);
        if (_run.Global(function.Name) is PythonFunction value && ReferenceEquals(value.Node, function))
        {
            _run.Call(value, [new PlueContext(_session)]);
        }

        _session.IsPlanning = false;
        var found = _run.Diagnostics.Skip(before).ToList();
        var plan = new BodyPlan
        {
            Steps = _session.Steps,
            Diagnostics = found,
            Log = _run.Output,
            Facts = _session.Facts.Read,
            Cost = Cost,
            Raised = _run.Exception is not null,
        };
        if (found is [{ Code: PythonWorkflowCodes.ResultNotKnown } looked])
        {
            plan = plan with { Steps = [WholeBody(function)], Diagnostics = [AsWarning(looked, function)] };
        }

        return plan.Failed ? plan : plan with { Jobs = PlueJobs.Of(plan.Steps, _session.Jobs, function, _file, timeout) };
    }

    private static PlueStep WholeBody(FunctionDefinition function) => new()
    {
        Id = "step_1",
        Label = function.Name,
        Kind = PlueStepKind.Python,
        Function = function.Name,
        Span = function.Span,
    };

    private static Diagnostic AsWarning(Diagnostic looked, FunctionDefinition function) => looked with
    {
        Severity = DiagnosticSeverity.Warning,
        Message = looked.Message + $" So python3 runs all of '{function.Name}' as one step.",
    };
}
