using System.Numerics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>Equality, order, membership and hashes.</summary>
internal static class Comparison
{
    public static bool AreEqual(Interpreter vm, object a, object b)
    {
        switch (a, b)
        {
            case (long x, long y):
                return x == y;
            case (string x, string y):
                vm.Spend(x.Length >> 8);
                return x == y;
            case (bool x, bool y):
                return x == y;
        }

        if (ReferenceEquals(a, b) && a is not double)
        {
            return true;
        }

        if (Values.IsNumber(a) && Values.IsNumber(b))
        {
            SpendOnNumbers(vm, a, b);
            return CompareNumbers(a, b) == 0;
        }

        if (a is not PythonObject && b is not PythonObject)
        {
            return false;
        }

        vm.Step();
        Interpreter.EnsureStack();
        return (a as PythonObject)?.EqualTo(vm, b) ?? (b as PythonObject)?.EqualTo(vm, a) ?? false;
    }

    public static bool AreEqual(Interpreter vm, IReadOnlyList<object> a, IReadOnlyList<object> b)
    {
        Interpreter.EnsureStack();
        if (a.Count != b.Count)
        {
            return false;
        }

        for (var i = 0; i < a.Count && i < b.Count; i++)
        {
            vm.Step();
            if (!ReferenceEquals(a[i], b[i]) && !AreEqual(vm, a[i], b[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static void SpendOnNumbers(Interpreter vm, object a, object b)
    {
        if (a is BigInteger x && b is BigInteger y)
        {
            vm.Spend(Math.Min(x.GetBitLength(), y.GetBitLength()) >> 8);
        }
    }

    public static bool AreEqual(Interpreter vm, PythonTuple a, PythonTuple b) => AreEqual(vm, a.Items, b.Items);

    public static bool Order(Interpreter vm, CompareOperator op, object a, object b)
    {
        if (Values.IsNumber(a) && Values.IsNumber(b))
        {
            SpendOnNumbers(vm, a, b);
            return CompareNumbers(a, b) is { } order && Fits(op, order);
        }

        if (a is string x && b is string y)
        {
            vm.Spend(Math.Min(x.Length, y.Length) >> 8);
            return Fits(op, CodePoints.CompareOrdinal(x, y));
        }

        Interpreter.EnsureStack();
        return (a as PythonObject)?.Order(vm, op, b)
            ?? (b as PythonObject)?.Order(vm, Mirror(op), a)
            ?? throw PythonError.Type(
                $"'{SpecialNames.Text(op)}' not supported between instances of '{Types.NameOf(a)}' and '{Types.NameOf(b)}'");
    }

    public static bool Order(Interpreter vm, CompareOperator op, IReadOnlyList<object> a, IReadOnlyList<object> b)
    {
        for (var i = 0; i < a.Count && i < b.Count; i++)
        {
            vm.Step();
            if (!ReferenceEquals(a[i], b[i]) && !AreEqual(vm, a[i], b[i]))
            {
                return Order(vm, op, a[i], b[i]);
            }
        }

        return Fits(op, a.Count.CompareTo(b.Count));
    }

    public static bool Compare(Interpreter vm, CompareOperator op, object a, object b) => op switch
    {
        CompareOperator.Equal => AreEqual(vm, a, b),
        CompareOperator.NotEqual => a is PythonInstance && ((PythonObject)a).Order(vm, op, b) is { } differs ? differs : !AreEqual(vm, a, b),
        CompareOperator.Is => IsSame(a, b),
        CompareOperator.IsNot => !IsSame(a, b),
        CompareOperator.In => Contains(vm, b, a),
        CompareOperator.NotIn => !Contains(vm, b, a),
        _ => Order(vm, op, a, b),
    };

    // Small integers, truth values and equal texts are one object in CPython as well wherever a program would notice.
    public static bool IsSame(object a, object b) => ReferenceEquals(a, b) || (a, b) switch
    {
        (bool x, bool y) => x == y,
        (long x, long y) => x == y && x is >= -5 and <= 256,
        (string x, string y) => x == y,
        _ => false,
    };

    public static bool Contains(Interpreter vm, object container, object item)
    {
        if (container is string text)
        {
            var part = item as string
                ?? throw PythonError.Type($"'in <string>' requires string as left operand, not {Types.NameOf(item)}");
            Searching.Charge(vm, text, part);
            return text.Contains(part, StringComparison.Ordinal);
        }

        if (container is PythonObject target)
        {
            if (target.Contains(vm, item) is { } found)
            {
                return found;
            }

            if (target.Iterate(vm) is { } values)
            {
                while (values.MoveNext())
                {
                    vm.Step();
                    if (ReferenceEquals(values.Current, item) || AreEqual(vm, values.Current, item))
                    {
                        return true;
                    }
                }

                return false;
            }
        }

        throw PythonError.Type($"argument of type '{Types.NameOf(container)}' is not iterable");
    }

    public static int HashOf(Interpreter vm, object value)
    {
        switch (value)
        {
            case string text:
                vm.Spend(text.Length >> 7);
                return text.GetHashCode(StringComparison.Ordinal);
            case long l:
                return l.GetHashCode();
            case bool b:
                return b ? 1L.GetHashCode() : 0L.GetHashCode();
            case double d:
                return Math.Floor(d) == d && Math.Abs(d) < 9e18 ? ((long)d).GetHashCode()
                    : Math.Floor(d) == d && double.IsFinite(d) ? new BigInteger(d).GetHashCode()
                    : d.GetHashCode();
            case PythonObject { IsHashable: false }:
                throw PythonError.Type($"unhashable type: '{Types.NameOf(value)}'");
            case PythonObject target:
                return target.Hash(vm);
            default:
                return value.GetHashCode();
        }
    }

    /// <summary>The order of two numbers; null when one is not a number in the sense of floats.</summary>
    public static int? CompareNumbers(object a, object b)
    {
        if (a is double || b is double)
        {
            return CompareFloats(a, b);
        }

        return a is long x && b is long y ? x.CompareTo(y) : Values.Integer(a).CompareTo(Values.Integer(b));
    }

    private static int? CompareFloats(object a, object b)
    {
        if (a is double x && b is double y)
        {
            return double.IsNaN(x) || double.IsNaN(y) ? null : x.CompareTo(y);
        }

        if (a is not double)
        {
            return -CompareFloats(b, a);
        }

        var value = (double)a;
        if (double.IsNaN(value))
        {
            return null;
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? 1 : -1;
        }

        var other = Values.Integer(b);
        var whole = new BigInteger(value);
        var order = whole.CompareTo(other);
        return order != 0 ? order : (value - Math.Truncate(value)).CompareTo(0);
    }

    private static bool Fits(CompareOperator op, int order) => op switch
    {
        CompareOperator.Less => order < 0,
        CompareOperator.LessOrEqual => order <= 0,
        CompareOperator.Greater => order > 0,
        _ => order >= 0,
    };

    private static CompareOperator Mirror(CompareOperator op) => op switch
    {
        CompareOperator.Less => CompareOperator.Greater,
        CompareOperator.LessOrEqual => CompareOperator.GreaterOrEqual,
        CompareOperator.Greater => CompareOperator.Less,
        _ => CompareOperator.LessOrEqual,
    };
}
