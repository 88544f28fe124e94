namespace WorkflowEngine.Expressions;

/// <summary>The kinds of <see cref="ExpressionValue"/>.</summary>
public enum ExpressionValueKind : byte
{
    /// <summary>No value.</summary>
    Null = 0,

    /// <summary>True or false.</summary>
    Boolean = 1,

    /// <summary>A whole number of 64 bits.</summary>
    WholeNumber = 2,

    /// <summary>A floating-point number of 64 bits.</summary>
    Number = 3,

    /// <summary>A text.</summary>
    Text = 4,

    /// <summary>A list of values.</summary>
    List = 5,

    /// <summary>Values by key: what JSON calls an object.</summary>
    Map = 6,
}
