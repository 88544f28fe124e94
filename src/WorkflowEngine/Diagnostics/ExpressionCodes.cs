namespace WorkflowEngine.Diagnostics;

/// <summary>Codes of findings in expressions and templates (<c>WF5xxx</c>), both when they are read and when they are evaluated.</summary>
public static class ExpressionCodes
{
    /// <summary>The text is not an expression.</summary>
    public const string Syntax = "WF5001";

    /// <summary>The text is longer than an expression or template may be.</summary>
    public const string TooLong = "WF5002";

    /// <summary>The expression, or a value it works on, is nested too deeply.</summary>
    public const string TooDeep = "WF5003";

    /// <summary>A condition mixes <c>{{ }}</c> with other text, so it would never be a yes or no.</summary>
    public const string MixedCondition = "WF5004";

    /// <summary>Nothing of that name is known here.</summary>
    public const string UnknownName = "WF5010";

    /// <summary>No function, filter or test of that name is known here.</summary>
    public const string UnknownFunction = "WF5011";

    /// <summary>The object has no such key.</summary>
    public const string UnknownKey = "WF5012";

    /// <summary>A function was called with too few or too many arguments.</summary>
    public const string ArgumentCount = "WF5013";

    /// <summary>An operator or function was given a value of a kind it does not take.</summary>
    public const string WrongKind = "WF5014";

    /// <summary>A number was divided by zero.</summary>
    public const string DivisionByZero = "WF5015";

    /// <summary>An index lies outside of its list or text.</summary>
    public const string IndexOutOfRange = "WF5016";

    /// <summary>A regular expression is malformed, too large, or needs look-around or back-references.</summary>
    public const string Pattern = "WF5017";

    /// <summary>A result does not fit into a number.</summary>
    public const string NumberRange = "WF5018";

    /// <summary>A text cannot be read as what was asked for, such as JSON or a number.</summary>
    public const string Unreadable = "WF5019";

    /// <summary>The evaluation took more steps than allowed.</summary>
    public const string StepLimit = "WF5020";

    /// <summary>The evaluation made a text or list larger than allowed.</summary>
    public const string OutputLimit = "WF5021";
}
