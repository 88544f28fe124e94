namespace WorkflowEngine.Triggers;

/// <summary>The answer of a check, without words: those are made only for who asks.</summary>
/// <param name="Outcome">What was found.</param>
/// <param name="Path">The changed path that let the event pass; -1 when none did.</param>
internal readonly record struct TriggerVerdict(TriggerOutcome Outcome, int Path = -1)
{
    public bool IsMatch => Outcome <= TriggerOutcome.PassedWithUnknownPaths;
}
