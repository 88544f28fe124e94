namespace WorkflowEngine.Triggers;

/// <summary>What the check of a workflow against an event found; the first three are matches.</summary>
internal enum TriggerOutcome : byte
{
    Passed,
    PassedByPath,
    PassedWithUnknownPaths,
    InvalidDefinition,
    NoTriggers,
    OtherEvent,
    CausedByItself,
    OtherType,
    NoRef,
    BranchNotIncluded,
    BranchIgnored,
    TagNotIncluded,
    TagIgnored,
    OnlyBranchesFiltered,
    OnlyTagsFiltered,
    NoPathChanged,
    NoPathIncluded,
    EveryPathIgnored,
    TextMissing,
    OtherSchedule,
}
