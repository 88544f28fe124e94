namespace WorkflowEngine.Python.Evaluation;

/// <summary>Keys of dictionaries and members of sets, by Python's equality and hash.</summary>
internal sealed class KeyComparer(Interpreter vm) : IEqualityComparer<object>
{
    public new bool Equals(object? x, object? y) => ReferenceEquals(x, y) || Comparison.AreEqual(vm, x!, y!);

    public int GetHashCode(object obj) => Comparison.HashOf(vm, obj);
}
