namespace WorkflowEngine.Python.Evaluation;

internal sealed class PythonSlice(object lower, object upper, object step) : PythonObject
{
    public override string TypeName => "slice";

    public override object? GetAttribute(Interpreter vm, string name) => name switch
    {
        "start" => lower,
        "stop" => upper,
        "step" => step,
        _ => null,
    };

    public override bool? EqualTo(Interpreter vm, object other) => other is PythonSlice slice
        ? Comparison.AreEqual(vm, AsTuple, slice.AsTuple)
        : null;

    public override string Repr(Interpreter vm) => "slice" + Text.Repr(vm, AsTuple);

    /// <summary>The first index, the step and how many elements of a sequence of that length are taken.</summary>
    public (long Start, long Step, long Count) Over(long length)
    {
        var by = Given(step) ?? 1;
        if (by == 0)
        {
            throw PythonError.Value("slice step cannot be zero");
        }

        var (low, high) = by > 0 ? (0L, length) : (-1L, length - 1);
        var first = Given(lower) is { } l ? Math.Clamp(l < 0 ? l + length : l, low, high) : by > 0 ? low : high;
        var last = Given(upper) is { } u ? Math.Clamp(u < 0 ? u + length : u, low, high) : by > 0 ? high : low;
        var count = by > 0
            ? last <= first ? 0 : ((last - first - 1) / by) + 1
            : first <= last ? 0 : ((first - last - 1) / -by) + 1;
        return (first, by, count);
    }

    private PythonTuple AsTuple => new([lower, upper, step]);

    private static long? Given(object value)
    {
        if (ReferenceEquals(value, Values.None))
        {
            return null;
        }

        return Values.IsInteger(value)
            ? Values.Index(value)
            : throw PythonError.Type("slice indices must be integers or None or have an __index__ method");
    }
}
