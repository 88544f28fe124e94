using System.Runtime.CompilerServices;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Parsing;
using WorkflowEngine.Python;
using WorkflowEngine.Python.Evaluation;
using WorkflowEngine.Python.Syntax;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Planning.Plue;

/// <summary>Plans a workflow whose jobs depend on the event, for the event that happened.</summary>
/// <param name="limits">What one plan may cost.</param>
internal sealed class PluePlanner(PythonLimits limits)
{
    /// <summary>Programs that were read; each goes with its definition.</summary>
    private readonly ConditionalWeakTable<WorkflowProgram, PythonModule> _modules = [];

    /// <summary>Plans a definition that has a <see cref="WorkflowDefinition.Program"/>. Never throws for any program.</summary>
    public BodyPlan Plan(WorkflowDefinition definition, WorkflowEvent workflowEvent)
    {
        var program = definition.Program!;
        var file = definition.Source?.File ?? "workflow.py";
        var module = _modules.GetValue(program, static program => PythonParser.Parse(program.Text));
        var session = new PlueSession(new EventFacts(workflowEvent), definition.Scope.Name, new ProgramPrompts(program));
        var evaluation = PlueProgram.Start(module, session, limits, file);
        var function = module.Body.OfType<FunctionDefinition>().LastOrDefault(candidate => candidate.Name == program.Function);
        if (function is null || evaluation.Diagnostics.Count > 0)
        {
            return new BodyPlan { Facts = session.Facts.Read, Diagnostics = evaluation.Diagnostics, Log = "" };
        }

        var plan = evaluation.Plan(function, definition, definition.Jobs.FirstOrDefault(job => job.Name == PlueJobs.Default)?.Timeout);
        if (plan.Failed || plan.Jobs.Count == 0)
        {
            return plan;
        }

        var findings = DefinitionValidator.Validate(definition with { Jobs = plan.Jobs });
        return plan with { Diagnostics = [.. plan.Diagnostics, .. findings.Select(finding => finding with { File = file })] };
    }
}
