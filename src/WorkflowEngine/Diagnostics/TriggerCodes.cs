namespace WorkflowEngine.Diagnostics;

/// <summary>Codes of findings in triggers and their filters (<c>WF4xxx</c>).</summary>
public static class TriggerCodes
{
    /// <summary>A filter pattern cannot be read.</summary>
    public const string Pattern = "WF4001";

    /// <summary>A filter and its <c>-ignore</c> form are both given for one event.</summary>
    public const string BothForms = "WF4002";

    /// <summary>A filter has only negated patterns and so never lets anything pass.</summary>
    public const string OnlyNegated = "WF4003";

    /// <summary>A cron expression is missing or cannot be read.</summary>
    public const string Cron = "WF4004";

    /// <summary>A trigger names no event.</summary>
    public const string NoEvent = "WF4005";
}
