namespace WorkflowEngine.Definitions;

/// <summary>The kinds of <see cref="JobCondition"/>.</summary>
public enum JobConditionKind
{
    /// <summary>Every need succeeded.</summary>
    AllSuccess = 0,

    /// <summary>At least one need succeeded.</summary>
    AnySuccess = 1,

    /// <summary>At least one need failed or was cancelled.</summary>
    AnyFailed = 2,

    /// <summary>Whatever the needs ended as.</summary>
    Always = 3,

    /// <summary>An expression decides.</summary>
    Expression = 4,
}
