namespace WorkflowEngine.Expressions.Functions;

/// <summary>A question about a value, asked with <c>is</c>.</summary>
internal sealed class Test(bool takesArgument, TestBody body)
{
    public bool TakesArgument { get; } = takesArgument;

    public TestBody Body { get; } = body;
}
