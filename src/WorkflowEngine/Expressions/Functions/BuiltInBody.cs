namespace WorkflowEngine.Expressions.Functions;

/// <summary>What a built-in function does with its arguments; false after it told the evaluation why not.</summary>
internal delegate bool BuiltInBody(ref Evaluation evaluation, ReadOnlySpan<ExpressionValue> arguments, out ExpressionValue value);
