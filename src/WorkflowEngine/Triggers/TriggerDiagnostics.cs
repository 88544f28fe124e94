using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Triggers;

/// <summary>Finds what is wrong with the triggers of a definition, which its reader takes as they are written.</summary>
internal static class TriggerDiagnostics
{
    /// <summary>Everything wrong with the triggers: patterns, contradicting filters, cron expressions.</summary>
    public static IReadOnlyList<Diagnostic> Of(WorkflowDefinition definition) => IndexedWorkflow.Create(definition).Diagnostics;

    /// <summary>The definition with what is wrong with its triggers added to its diagnostics.</summary>
    public static WorkflowDefinition AddTo(WorkflowDefinition definition)
    {
        var found = Of(definition);
        if (found.Count == 0)
        {
            return definition;
        }

        var file = definition.Source?.File;
        return definition with
        {
            Diagnostics = [.. definition.Diagnostics, .. found.Select(diagnostic => diagnostic with { File = file })],
        };
    }
}
