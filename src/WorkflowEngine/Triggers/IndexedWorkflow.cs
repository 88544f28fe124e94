using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;

namespace WorkflowEngine.Triggers;

/// <summary>A definition with its triggers compiled.</summary>
internal sealed class IndexedWorkflow
{
    private IndexedWorkflow(WorkflowDefinition definition, EventTrigger[] triggers, List<Diagnostic> diagnostics)
    {
        Definition = definition;
        Triggers = triggers;
        Diagnostics = diagnostics;
        Problem = FirstError(definition.Diagnostics) ?? FirstError(diagnostics);
    }

    public WorkflowDefinition Definition { get; }

    public EventTrigger[] Triggers { get; }

    /// <summary>What is wrong with the triggers.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Why the definition cannot start at all; null when it can.</summary>
    public Diagnostic? Problem { get; }

    public static IndexedWorkflow Create(WorkflowDefinition definition)
    {
        var diagnostics = new List<Diagnostic>();
        var triggers = new EventTrigger[definition.Triggers.Count];
        for (var i = 0; i < triggers.Length; i++)
        {
            triggers[i] = EventTrigger.Create(definition.Triggers[i], diagnostics);
        }

        return new(definition, triggers, diagnostics);
    }

    /// <summary>Checks the definition against an event of its scope. Any trigger that passes is enough.</summary>
    public TriggerVerdict Check(WorkflowEvent occurrence, EventRef target)
    {
        if (Problem is not null)
        {
            return new(TriggerOutcome.InvalidDefinition);
        }

        var verdict = new TriggerVerdict(Triggers.Length == 0 ? TriggerOutcome.NoTriggers : TriggerOutcome.OtherEvent);
        foreach (var trigger in Triggers)
        {
            if (!target.IsHeardAs(trigger.Event, occurrence))
            {
                continue;
            }

            if (IsCausedByItself(occurrence))
            {
                return new(TriggerOutcome.CausedByItself);
            }

            verdict = trigger.Check(occurrence, target);
            if (verdict.IsMatch)
            {
                break;
            }
        }

        return verdict;
    }

    /// <summary>Whether all triggers for an event name their branches without wildcards.</summary>
    public bool NamesBranches(string name) =>
        Array.TrueForAll(Triggers, trigger => trigger.Event != name || trigger.NamedBranches is not null);

    private bool IsCausedByItself(WorkflowEvent occurrence) =>
        occurrence.CausedByRun is not null && occurrence.CausedByWorkflow == Definition.Ref && !Definition.AllowSelfTrigger;

    private static Diagnostic? FirstError(IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            if (diagnostic.IsError)
            {
                return diagnostic;
            }
        }

        return null;
    }
}
