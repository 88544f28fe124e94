namespace WorkflowEngine.Expressions;

/// <summary>The functions that look at how earlier work ended; a condition that calls one of them decides alone.</summary>
internal static class StatusFunctions
{
    private static readonly string[] Names = ["success", "failure", "always", "cancelled"];

    /// <summary>The lower-case name of a status function, however it is written; null for any other function.</summary>
    public static string? Find(string name)
    {
        foreach (var status in Names)
        {
            if (status.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return status;
            }
        }

        return null;
    }
}
