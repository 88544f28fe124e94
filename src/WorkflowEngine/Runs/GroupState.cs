namespace WorkflowEngine.Runs;

/// <summary>How far a group of jobs has come. Derived from the statuses of the jobs; never stored.</summary>
internal struct GroupState
{
    /// <summary>How many needed groups have not settled.</summary>
    public int OpenNeeds;

    /// <summary>How many jobs of the group have not ended.</summary>
    public int OpenMembers;

    /// <summary>How the jobs of the group ended; a failure that is allowed counts as success.</summary>
    public Outcomes Own;

    /// <summary>How the needed groups ended.</summary>
    public Outcomes Needs;

    /// <summary>How the needed groups, and all that they need in turn, ended.</summary>
    public Outcomes Ancestors;

    /// <summary>
    /// Whether the group and all before it have ended. A job can end before its needs do, as a cancel ends it, or stay ended while they
    /// run again; what comes after it, such as clean-up, waits for them all the same and sees how all of them ended.
    /// </summary>
    public readonly bool IsSettled => OpenMembers == 0 && OpenNeeds == 0;

    /// <summary>Counts a job of the group that ended.</summary>
    public void Close(Outcomes outcome)
    {
        OpenMembers--;
        Own |= outcome;
    }

    /// <summary>Counts a needed group that settled.</summary>
    public void Release(GroupState need)
    {
        OpenNeeds--;
        Needs |= need.Own;
        Ancestors |= need.Own | need.Ancestors;
    }
}
