namespace WorkflowEngine.Expressions;

/// <summary>What messages and <c>type_of</c> call the kinds of values.</summary>
internal static class ValueNames
{
    public static string Of(in ExpressionValue value) => value.Kind switch
    {
        ExpressionValueKind.Null => "null",
        ExpressionValueKind.Boolean => "bool",
        ExpressionValueKind.WholeNumber or ExpressionValueKind.Number => "number",
        ExpressionValueKind.Text => "string",
        ExpressionValueKind.List => "array",
        _ => "object",
    };
}
