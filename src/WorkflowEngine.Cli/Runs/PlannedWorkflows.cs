using System.Text.Json;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Planning.Plue;

namespace WorkflowEngine.Cli.Runs;

/// <summary>The workflows of a file with what they plan.</summary>
/// <param name="Plans">The plans of a Python file; empty for another one.</param>
/// <param name="Definitions">The workflows, with the jobs that were planned.</param>
/// <param name="Diagnostics">Everything that was found.</param>
internal sealed record PlannedWorkflows(
    IReadOnlyList<PlueWorkflow> Plans, IReadOnlyList<WorkflowDefinition> Definitions, IReadOnlyList<Diagnostic> Diagnostics)
{
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.IsError);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("workflows");
        foreach (var plan in Plans)
        {
            PluePlanJson.Write(json, plan);
        }

        foreach (var definition in Plans.Count > 0 ? [] : Definitions)
        {
            json.WriteStartObject();
            json.WriteString("name", definition.Ref);
            json.WriteStartArray("jobs");
            foreach (var job in definition.Jobs)
            {
                json.WriteStartObject();
                json.WriteString("name", job.Name);
                json.WriteTexts("needs", job.Needs);
                json.WriteTexts("steps", [.. job.Steps.Select(step => step.DisplayName)]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteDiagnostics(Diagnostics);
        json.WriteEndObject();
    }
}
