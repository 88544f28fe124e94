using WorkflowEngine.Definitions;

namespace WorkflowEngine.InMemory.Runs;

/// <summary>An event that was delivered, by its key, and the runs of it that are left.</summary>
internal sealed class Delivery(Scope scope, string key, DateTimeOffset at, RunRecord[] runs)
{
    public Scope Scope { get; } = scope;

    public string Key { get; } = key;

    public DateTimeOffset At { get; } = at;

    public RunRecord[] Runs { get; } = runs;

    public int RunsLeft { get; set; } = runs.Length;
}
