namespace WorkflowEngine.Runs;

/// <summary>Settings of the host that decide transitions.</summary>
/// <param name="MaxLostAttempts">How often a job is attempted again after its worker was lost.</param>
internal sealed record RunRules(int MaxLostAttempts)
{
    public static RunRules Default { get; } = new(3);
}
