namespace WorkflowEngine.Triggers;

/// <summary>How urgent an event is: what a person waits for goes before what the clock started.</summary>
internal enum EventPriority
{
    Low = 0,
    Normal = 1,
    High = 2,
    Critical = 3,
}
