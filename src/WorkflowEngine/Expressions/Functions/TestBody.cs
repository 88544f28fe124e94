namespace WorkflowEngine.Expressions.Functions;

/// <summary>What a test answers about a value; false after it told the evaluation why it cannot.</summary>
internal delegate bool TestBody(ref Evaluation evaluation, in ExpressionValue value, in ExpressionValue argument, out bool answer);
