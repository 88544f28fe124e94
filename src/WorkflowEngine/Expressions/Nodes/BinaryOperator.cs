namespace WorkflowEngine.Expressions.Nodes;

/// <summary>The operators of <see cref="BinaryNode"/>: first those that compute, then those that answer yes or no.</summary>
internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Remainder,
    Concatenate,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    NotIn,
}
