namespace WorkflowEngine.Runs;

/// <summary>How far a group of jobs has come. Derived from the statuses of the jobs; never stored.</summary>
internal struct GroupState
{
    /// <summary>How many needed groups have not ended.</summary>
    public int OpenNeeds;

    /// <summary>How many jobs of the group have not ended.</summary>
    public int OpenMembers;

    /// <summary>How the jobs of the group ended; a failure that is allowed counts as success.</summary>
    public Outcomes Own;

    /// <summary>How the needed groups ended.</summary>
    public Outcomes Needs;

    /// <summary>How the needed groups, and all that they need in turn, ended.</summary>
    public Outcomes Ancestors;
}
