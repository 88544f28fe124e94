namespace WorkflowEngine.Expressions.Templates.Filters;

/// <summary>What a filter or method does with a value; false after it told the evaluation why not.</summary>
internal delegate bool FilterBody(ref Evaluation evaluation, ExpressionValue subject, FilterArguments arguments, out ExpressionValue value);
