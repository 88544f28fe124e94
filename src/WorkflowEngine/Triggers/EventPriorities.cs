namespace WorkflowEngine.Triggers;

/// <summary>The urgency of each event.</summary>
internal static class EventPriorities
{
    public static EventPriority Of(string name) => name switch
    {
        EventVocabulary.UserPrompt or EventVocabulary.Mention => EventPriority.High,
        EventNames.Schedule => EventPriority.Low,
        _ => EventPriority.Normal,
    };

    /// <summary>The priority of a job that names none: 0 for most events, below or above it for the others.</summary>
    public static int OfJob(string name) => Of(name) - EventPriority.Normal;
}
