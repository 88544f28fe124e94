using WorkflowEngine.Cli.Graphs;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Definitions;
using WorkflowEngine.Planning;
using WorkflowEngine.Planning.Plue;
using WorkflowEngine.Runs;
using WorkflowEngine.Storage;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Cli.Runs;

/// <summary>Shows what the workflows of a file plan.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="source">The lines of the file.</param>
/// <param name="file">The file as the user should see it.</param>
internal sealed class PlanPage(Terminal terminal, IReadOnlyList<string> source, string file)
{
    public void Write(PlannedWorkflows planned, WorkflowEvent? happened)
    {
        foreach (var definition in planned.Definitions)
        {
            Write(definition, planned.Plans.FirstOrDefault(plan => plan.Definition.Ref == definition.Ref), happened);
        }

        foreach (var diagnostic in planned.Diagnostics)
        {
            foreach (var line in DiagnosticText.Of(diagnostic, file, source))
            {
                terminal.Write(line);
            }
        }

        if (planned.Definitions.Count == 0 && planned.Diagnostics.Count == 0)
        {
            terminal.Write($"{file} has no workflows.");
        }
    }

    private void Write(WorkflowDefinition definition, PlueWorkflow? plan, WorkflowEvent? happened)
    {
        terminal.Write(new Line().Add(definition.DisplayName, definition.IsValid ? Tone.Strong : Tone.Bad).Add($"  starts on {TriggerText.Of(definition)}", Tone.Dim));
        if (definition.Jobs.Count == 0 && plan is { Plan.Failed: false })
        {
            terminal.Write("  plans nothing for this event: the run would be skipped");
        }

        if (definition.Jobs.Count > 1 && definition.IsValid)
        {
            Draw(definition, happened);
        }

        foreach (var job in definition.Jobs)
        {
            var title = new Line().Add("  ").Add(job.DisplayName, Tone.Active);
            terminal.Write(job.Needs.Count == 0 ? title : title.Add($"  needs {string.Join(", ", job.Needs)}", Tone.Dim));
            WriteSteps(job.Steps, "    ");
        }

        foreach (var printed in plan?.Plan.Log.TrimEnd('\n').Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            terminal.Write(new Line().Add("  printed: ", Tone.Dim).Add(PrintableText.OneLine(printed)));
        }

        terminal.Write();
    }

    private void WriteSteps(IReadOnlyList<StepDefinition> steps, string indent)
    {
        var idWidth = steps.Count == 0 ? 0 : steps.Max(step => Line.WidthOf(step.Id));
        var nameWidth = steps.Count == 0 ? 0 : Math.Min(40, steps.Max(step => Line.WidthOf(PrintableText.OneLine(step.Label ?? ""))));
        foreach (var step in steps)
        {
            var line = new Line().Add(indent).AddPadded(step.Id, idWidth + 2, Tone.Dim)
                .AddPadded(PrintableText.OneLine(step.Label ?? ""), nameWidth + 2).Add(PrintableText.OneLine(What(step)));
            if (step.DependsOn is { Count: > 0 } needs)
            {
                line.Add($"  needs {string.Join(", ", needs)}", Tone.Dim);
            }

            terminal.Write(line);
            WriteSteps(step.Steps, indent + "  ");
        }
    }

    private static string What(StepDefinition step) => step.Kind switch
    {
        StepKind.Shell => step.Run ?? "",
        StepKind.Python => $"{step.Function?.Name}() in python3",
        StepKind.Action => step.Uses ?? "",
        StepKind.Parallel => "at the same time:",
        _ => step.Prompt?.File ?? "",
    };

    private void Draw(WorkflowDefinition definition, WorkflowEvent? happened)
    {
        var plan = PlanDocument.Create(RunPlanner.Expand(definition.Jobs), definition.Env);
        var occurrence = happened ?? new WorkflowEvent { Name = "push" };
        var run = RunStateMachine.Start(RunPlanner.NewRun(definition, plan, occurrence, 0), plan, JobGraph.Build(plan.Jobs), DateTimeOffset.UnixEpoch);
        foreach (var row in JobGraphText.Of(plan, run.Jobs, terminal))
        {
            terminal.Write(new Line().Add("  ").Add(row));
        }
    }
}
