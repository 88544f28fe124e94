namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>How a condition compares what a job has with a value. Texts compare by code units; text and number are never equal.</summary>
public enum ConditionOperator
{
    /// <summary>The same JSON value.</summary>
    Equals,

    /// <summary>Another JSON value.</summary>
    NotEquals,

    /// <summary>A text with the value in it, or a list that has it.</summary>
    Includes,

    /// <summary>A text without the value in it, or a list that has it not.</summary>
    NotIncludes,

    /// <summary>A text that begins with the value.</summary>
    StartsWith,

    /// <summary>A text that ends with the value.</summary>
    EndsWith,

    /// <summary>A text in which the regular expression is found, in linear time.</summary>
    Matches,

    /// <summary>One of the values of a list.</summary>
    In,

    /// <summary>Greater; of two numbers or two texts.</summary>
    Greater,

    /// <summary>Greater or equal; of two numbers or two texts.</summary>
    GreaterOrEqual,

    /// <summary>Less; of two numbers or two texts.</summary>
    Less,

    /// <summary>Less or equal; of two numbers or two texts.</summary>
    LessOrEqual,

    /// <summary>The path leads somewhere.</summary>
    Exists,

    /// <summary>The path leads nowhere.</summary>
    NotExists,
}
