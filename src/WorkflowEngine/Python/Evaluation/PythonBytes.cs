using System.Text;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

internal sealed class PythonBytes(byte[] value) : PythonObject
{
    public byte[] Value { get; } = value;

    public override string TypeName => "bytes";

    public override IEnumerator<object> Iterate(Interpreter vm)
    {
        foreach (var item in Value)
        {
            yield return Values.Int(item);
        }
    }

    public override long? Length(Interpreter vm) => Value.Length;

    public override object? GetItem(Interpreter vm, object key)
    {
        if (key is not PythonSlice slice)
        {
            return Values.Int(Value[Slicing.Index(key, Value.Length, "index", "")]);
        }

        var (start, step, count) = slice.Over(Value.Length);
        vm.Text(count);
        var taken = new byte[count];
        for (var i = 0; i < count; i++)
        {
            taken[i] = Value[start + (i * step)];
        }

        return new PythonBytes(taken);
    }

    public override bool? Contains(Interpreter vm, object item) => item is PythonBytes bytes
        ? Value.AsSpan().IndexOf(bytes.Value) >= 0
        : Array.IndexOf(Value, (byte)Values.Index(item)) >= 0;

    public override bool? EqualTo(Interpreter vm, object other) =>
        other is PythonBytes bytes ? Value.AsSpan().SequenceEqual(bytes.Value) : null;

    public override int Hash(Interpreter vm)
    {
        var hash = new HashCode();
        hash.AddBytes(Value);
        return hash.ToHashCode();
    }

    public override object? Binary(Interpreter vm, BinaryOperator op, object other, bool reflected)
    {
        if (op == BinaryOperator.Add && !reflected && other is PythonBytes bytes)
        {
            vm.Text(Value.Length + (long)bytes.Value.Length);
            return new PythonBytes([.. Value, .. bytes.Value]);
        }

        if (op != BinaryOperator.Multiply || !Values.IsInteger(other))
        {
            return null;
        }

        var times = Math.Max(0, Values.Index(other));
        vm.Text(Value.Length == 0 ? 0 : Math.Min(int.MaxValue, times) * Value.Length);
        var repeated = new byte[Value.Length == 0 ? 0 : Value.Length * times];
        for (var i = 0; i < repeated.Length; i += Value.Length)
        {
            Value.CopyTo(repeated, i);
        }

        return new PythonBytes(repeated);
    }

    public override string Repr(Interpreter vm)
    {
        vm.Text(Value.Length * 4L);
        var quote = Value.Contains((byte)'\'') && !Value.Contains((byte)'"') ? '"' : '\'';
        var text = new StringBuilder().Append('b').Append(quote);
        foreach (var item in Value)
        {
            _ = item switch
            {
                (byte)'\n' => text.Append("\\n"),
                (byte)'\r' => text.Append("\\r"),
                (byte)'\t' => text.Append("\\t"),
                (byte)'\\' => text.Append("\\\\"),
                _ when item == quote => text.Append('\\').Append(quote),
                < 32 or > 126 => text.Append("\\x").Append(item.ToString("x2", null)),
                _ => text.Append((char)item),
            };
        }

        return text.Append(quote).ToString();
    }
}
