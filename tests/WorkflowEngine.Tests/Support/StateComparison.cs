using WorkflowEngine.Runs;

namespace WorkflowEngine.Tests.Support;

/// <summary>Compares the counters of a state with those counted anew from its jobs.</summary>
internal static class StateComparison
{
    public static void ShouldBeAsLoaded(RunState state)
    {
        if (Difference(state) is { } difference)
        {
            Assert.Fail(difference);
        }
    }

    public static string? Difference(RunState state)
    {
        var loaded = RunState.Load(state.Run, state.Plan, state.Graph, state.Jobs.ToArray());
        if (state.OpenJobs != loaded.OpenJobs || state.Ended != loaded.Ended)
        {
            return $"{state.OpenJobs} open, {state.Ended}; loaded: {loaded.OpenJobs} open, {loaded.Ended}";
        }

        for (var group = 0; group < state.Graph.GroupCount; group++)
        {
            if (!state.Group(group).Equals(loaded.Group(group)))
            {
                return $"group {group}: {Text(state.Group(group))}; loaded: {Text(loaded.Group(group))}";
            }
        }

        return null;
    }

    private static string Text(GroupState group) =>
        $"{group.OpenNeeds} needs and {group.OpenMembers} members open, own {group.Own}, needs {group.Needs}, ancestors {group.Ancestors}";
}
