using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Triggers;

/// <summary>Finds what is wrong with the patterns and cron expressions of a definition, which its reader takes as they are written.</summary>
internal static class TriggerDiagnostics
{
    /// <summary>Everything that cannot be read, or has no effect, in the triggers.</summary>
    public static IReadOnlyList<Diagnostic> Of(WorkflowDefinition definition)
    {
        var found = IndexedWorkflow.Create(definition).Diagnostics;
        var conflicts = Conflicts(definition);
        return conflicts.Count == 0 ? found : [.. found, .. conflicts];
    }

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

    /// <summary>A filter beside its opposite says two things at once; a YAML reader has found that already, key by key.</summary>
    private static List<Diagnostic> Conflicts(WorkflowDefinition definition)
    {
        var conflicts = new List<Diagnostic>();
        if (definition.Source?.Format == WorkflowFormat.Yaml)
        {
            return conflicts;
        }

        foreach (var trigger in definition.Triggers)
        {
            var filter = trigger.Filter;
            if (filter.Dialect == FilterDialect.Segments)
            {
                continue;
            }

            Check(trigger, "branches", filter.Branches, filter.BranchesIgnore);
            Check(trigger, "tags", filter.Tags, filter.TagsIgnore);
            Check(trigger, "paths", filter.Paths, filter.PathsIgnore);
        }

        return conflicts;

        void Check(TriggerDefinition trigger, string name, IReadOnlyList<string>? given, IReadOnlyList<string>? ignored)
        {
            if (given is not null && ignored is not null)
            {
                conflicts.Add(Diagnostic.Error(
                    TriggerCodes.ConflictingFilters,
                    $"The event \"{trigger.Event}\" has {name} and {name} to ignore; give one of the two.",
                    trigger.Span,
                    "put ! in front of a pattern to leave it out"));
            }
        }
    }
}
