using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Triggers;

/// <summary>Finds what is wrong with the patterns and cron expressions of a definition, which its reader takes as they are written.</summary>
internal static class TriggerDiagnostics
{
    /// <summary>Everything that cannot be read, or has no effect, in the triggers.</summary>
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
        var added = found.Select(diagnostic => diagnostic with { File = file });
        return definition with { Diagnostics = [.. definition.Diagnostics, .. added] };
    }
}
