namespace WorkflowEngine.Diagnostics;

/// <summary>Codes of findings in what triggers hold: filter patterns and cron expressions (<c>WF40xx</c>).</summary>
public static class TriggerCodes
{
    /// <summary>A filter pattern cannot be read.</summary>
    public const string Pattern = "WF4001";

    /// <summary>A filter has only negated patterns and so never lets anything pass.</summary>
    public const string OnlyNegated = "WF4002";

    /// <summary>A cron expression cannot be read.</summary>
    public const string Cron = "WF4003";

    /// <summary>A filter and its opposite are given together.</summary>
    public const string ConflictingFilters = "WF4004";

    /// <summary>A schedule names a time zone that this machine does not know.</summary>
    public const string TimeZone = "WF4005";
}
