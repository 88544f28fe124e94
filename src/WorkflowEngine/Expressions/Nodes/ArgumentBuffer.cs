using System.Runtime.CompilerServices;

namespace WorkflowEngine.Expressions.Nodes;

/// <summary>Room on the stack for the arguments of an ordinary call.</summary>
[InlineArray(Capacity)]
internal struct ArgumentBuffer
{
    public const int Capacity = 4;

    private ExpressionValue _first;
}
