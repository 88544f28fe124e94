using System.Numerics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

internal sealed class PythonRange(long start, long stop, long step) : PythonObject
{
    public long Count { get; } = CountOf(start, stop, step);

    public override string TypeName => "range";

    public override IEnumerator<object> Iterate(Interpreter vm)
    {
        var value = start;
        for (var i = 0L; i < Count; i++)
        {
            yield return Values.Int(value);
            value = unchecked(value + step);
        }
    }

    public IEnumerator<object> Backwards()
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            yield return Values.Int(start + (i * step));
        }
    }

    public override long? Length(Interpreter vm) => Count;

    public override object? GetItem(Interpreter vm, object key)
    {
        if (key is PythonSlice slice)
        {
            var (from, by, count) = slice.Over(Count);
            return new PythonRange(start + (from * step), start + ((from + (count * by)) * step), step * by);
        }

        return Values.Int(start + (Slicing.Index64(key, Count, "range object") * step));
    }

    public override object? GetAttribute(Interpreter vm, string name) => name switch
    {
        "start" => Values.Int(start),
        "stop" => Values.Int(stop),
        "step" => Values.Int(step),
        _ => null,
    };

    public long IndexOf(object item)
    {
        if (item is double d && Math.Floor(d) == d && Math.Abs(d) < 1e18)
        {
            item = (long)d;
        }

        if (!Values.TryInteger(item, out var value) || Count == 0)
        {
            return -1;
        }

        var distance = value - start;
        var index = distance / step;
        return distance % step == BigInteger.Zero && index >= 0 && index < Count ? (long)index : -1;
    }

    public override bool? Contains(Interpreter vm, object item) => IndexOf(item) >= 0;

    public override bool? EqualTo(Interpreter vm, object other) => other is PythonRange range
        ? Count == range.Count && (Count == 0 || (Start == range.Start && (Count == 1 || Step == range.Step)))
        : null;

    public override int Hash(Interpreter vm) => HashCode.Combine(Count, Count == 0 ? 0 : start, Count <= 1 ? 0 : step);

    public override string Repr(Interpreter vm) => step == 1 ? $"range({start}, {stop})" : $"range({start}, {stop}, {step})";

    private long Start => start;

    private long Step => step;

    private static long CountOf(long start, long stop, long step)
    {
        var distance = step > 0 ? (BigInteger)stop - start : (BigInteger)start - stop;
        if (distance <= 0)
        {
            return 0;
        }

        return (long)BigInteger.Min(long.MaxValue, ((distance - 1) / BigInteger.Abs(step)) + 1);
    }
}
