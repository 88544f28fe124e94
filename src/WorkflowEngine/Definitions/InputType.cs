namespace WorkflowEngine.Definitions;

/// <summary>What a value of an input is.</summary>
public enum InputType
{
    /// <summary>Text.</summary>
    Text = 0,

    /// <summary>A whole number of at most 64 bits.</summary>
    WholeNumber = 1,

    /// <summary>A number.</summary>
    Number = 2,

    /// <summary>True or false.</summary>
    Boolean = 3,

    /// <summary>One of the given values.</summary>
    Choice = 4,

    /// <summary>A JSON object.</summary>
    Map = 5,

    /// <summary>A JSON array.</summary>
    List = 6,
}
